//! `pili local`: the local service, until Ctrl-C or SIGTERM.

use std::net::SocketAddr;

use pili::Credentials;
use pili_local::{
    Addresses, DEMO_ACCESS_KEY, DEMO_APPLICATION_ID, DEMO_SECRET_KEY, Listen, Local, media::SecondPublisher,
};
use serde::Serialize;

use crate::{
    args,
    context::Context,
    environment,
    exit::Exit,
    failure::{Failure, Result},
    output::{self, Format, Output},
    target,
};

/// The variable that the secret key is in.
const SECRET_KEY: &str = "PILI_LOCAL_SECRET_KEY";

pub(super) async fn run(args: args::Local, context: &Context) -> Result {
    let keys = keys(&args, context.secret_stdin())?;
    let application = application_beside(&keys);
    let local = build(&args, keys)?;
    let on = |port| SocketAddr::new(args.host, port);
    let listen = Listen { http: on(args.http_port), rtmp: on(args.rtmp_port) };
    let server = local.serve(listen).await.map_err(cannot_listen)?;
    // The signals first: whoever reads that it is ready may end it at once.
    let stopped = until_stopped();
    match announce(&args, Ready { addresses: server.addresses(), application }, context.output) {
        // A reader who has heard enough is no reason to end.
        Err(failure) if failure.exit() != Exit::Ok => return Err(failure),
        _ => stopped.await,
    }
    server.shutdown().await;
    Ok(())
}

pub(super) fn cannot_listen(error: std::io::Error) -> Failure {
    let failure = Failure::new(Exit::Failed, error);
    failure.advise("choose another with --host, --http-port and --rtmp-port (port 0 for any)")
}

fn cannot_keep(error: std::io::Error) -> Failure {
    Failure::new(Exit::Failed, error)
        .advise("give another folder with --data, or leave it out to keep nothing")
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

fn build(args: &args::Local, keys: Credentials) -> Result<Local> {
    let builder =
        Local::builder().credentials(keys).test_routes(args.test_routes || args.is_of_this_machine());
    let builder = if args.takeover { builder.second_publisher(SecondPublisher::TakesOver) } else { builder };
    let builder = args.hubs.iter().fold(builder, |builder, hub| builder.hub(hub));
    let builder = args.buckets.iter().fold(builder, |builder, bucket| builder.bucket(bucket));
    let builder = args.allowed_hosts.iter().fold(builder, |builder, host| builder.allow_host(host));
    match &args.data {
        Some(folder) => builder.open(folder).map_err(cannot_keep),
        None => Ok(builder.build()),
    }
}

/// What is there to call.
#[derive(Debug, Serialize)]
struct Ready {
    #[serde(flatten)]
    addresses: Addresses,
    /// The ID of the demo application.
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<&'static str>,
}

/// The demo application, which stands beside the demo keys alone.
fn application_beside(keys: &Credentials) -> Option<&'static str> {
    let is_demo = keys.access_key() == DEMO_ACCESS_KEY && *keys.secret_key() == DEMO_SECRET_KEY.into();
    is_demo.then_some(DEMO_APPLICATION_ID)
}

fn announce(args: &args::Local, ready: Ready, output: Output) -> Result {
    if args.json || output.format() != Format::Text {
        return output.json_line(&ready);
    }
    let Addresses { http, rtmp, .. } = ready.addresses;
    let application = ready.application.map(|id| format!("Vonage   application {id}\n")).unwrap_or_default();
    let (hubs, buckets, key) = (args.hubs.join(", "), args.buckets.join(", "), &args.access_key);
    output.text(format_args!(
        "API      http://{http}\nRTMP     rtmp://{rtmp}\nHTTP-FLV http://{http}/<hub>/<stream key>.flv\n\
         hubs     {hubs}\nbuckets  {buckets}\nkeys     {key} (access), secret as given\n{application}ready; Ctrl-C ends it\n"
    ))
}

/// Ends with Ctrl-C, or with the signal by which service managers and containers end a program. From this call on,
/// before it is waited for, neither ends the program by itself.
pub(crate) fn until_stopped() -> impl Future<Output = ()> {
    let signals = signals();
    async {
        match signals {
            Ok(signals) => signals.await,
            Err(error) => output::complain(format_args!("cannot wait for signals: {error}")),
        }
    }
}

#[cfg(unix)]
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(windows)]
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
