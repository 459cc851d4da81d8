//! `pili local`: the local service, until Ctrl-C or SIGTERM.

use std::{net::SocketAddr, process::ExitCode};

use pili::Credentials;
use pili_local::{Addresses, DEMO_SECRET_KEY, Listen, Local};

use crate::{
    args, environment,
    failure::{Failure, Result},
    output, target,
};

/// The variable that the secret key is in.
const SECRET_KEY: &str = "PILI_LOCAL_SECRET_KEY";

pub(crate) async fn run(args: args::Local, secret_stdin: bool) -> ExitCode {
    let local = match keys(&args, secret_stdin) {
        Ok(keys) => build(&args, keys),
        Err(failure) => {
            failure.tell(false);
            return failure.exit().into();
        }
    };
    let on = |port| SocketAddr::new(args.host, port);
    match local.serve(Listen { http: on(args.http_port), rtmp: on(args.rtmp_port) }).await {
        Err(error) => {
            output::complain(format_args!(
                "{error}; choose another with --host, --http-port and --rtmp-port (port 0 for any)"
            ));
            ExitCode::FAILURE
        }
        Ok(server) => {
            // The signals first: whoever reads that it is ready may end it at once.
            tokio::join!(until_stopped(), async { announce(&args, server.addresses()) });
            server.shutdown().await;
            ExitCode::SUCCESS
        }
    }
}

/// The key pair: that of the caller, or on this machine alone the one that everybody knows.
fn keys(args: &args::Local, secret_stdin: bool) -> Result<Credentials> {
    let secret_key = match environment::variable(SECRET_KEY) {
        _ if secret_stdin => target::from_stdin("secret key")?,
        Some(secret_key) => secret_key.into(),
        None => DEMO_SECRET_KEY.into(),
    };
    if !args.is_of_this_machine() && secret_key == DEMO_SECRET_KEY.into() {
        let failure = Failure::usage(format_args!(
            "everybody knows the demo keys, and --host {} can be reached from elsewhere",
            args.host
        ));
        return Err(failure
            .advise(format!("give --access-key and {SECRET_KEY} (or --secret-stdin), or leave --host out")));
    }
    Ok(Credentials::new(&*args.access_key, secret_key))
}

fn build(args: &args::Local, keys: Credentials) -> Local {
    let builder =
        Local::builder().credentials(keys).test_routes(args.test_routes || args.is_of_this_machine());
    let builder = args.hubs.iter().fold(builder, |builder, hub| builder.hub(hub));
    let builder = args.buckets.iter().fold(builder, |builder, bucket| builder.bucket(bucket));
    let builder = args.allowed_hosts.iter().fold(builder, |builder, host| builder.allow_host(host));
    match &args.data {
        Some(folder) => builder.data(folder).build(),
        None => builder.build(),
    }
}

fn announce(args: &args::Local, addresses: Addresses) {
    if args.json {
        return output::json(&addresses);
    }
    let Addresses { http, rtmp, .. } = addresses;
    output::line(format_args!(
        "API      http://{http}\nRTMP     rtmp://{rtmp}\nHTTP-FLV http://{http}/<hub>/<stream key>.flv"
    ));
    output::line(format_args!(
        "hubs     {}\nbuckets  {}\nkeys     {} (access), secret as given",
        args.hubs.join(", "),
        args.buckets.join(", "),
        args.access_key
    ));
    output::line("ready; Ctrl-C ends it");
}

/// Waits for Ctrl-C, or for the signal by which service managers and containers end a program.
pub(crate) async fn until_stopped() {
    let stopped = tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        terminated = terminated() => terminated,
    };
    if let Err(error) = stopped {
        output::complain(format_args!("cannot wait for signals: {error}"));
    }
}

#[cfg(unix)]
async fn terminated() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    signal(SignalKind::terminate())?.recv().await;
    Ok(())
}

#[cfg(not(unix))]
async fn terminated() -> std::io::Result<()> {
    std::future::pending().await
}
