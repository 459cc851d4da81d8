//! `pili local`: the local service, until Ctrl-C or SIGTERM.

mod config;
mod host;
mod keys;
mod log;
mod ready;
mod stopped;
mod test_stream;

use std::net::{IpAddr, SocketAddr};

use futures_util::{FutureExt as _, StreamExt as _};
use pili_local::{DomainCallback, Limits, Listen, Local, media::SecondPublisher};

use self::{keys::Keys, log::Log, ready::Ready};
use crate::{
    args,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
};

pub(crate) use stopped::until_stopped;

pub(super) async fn run(args: args::Local, context: &Context) -> Result {
    let host = host::resolve(&args.host).await?;
    let keys = Keys::of(&args, host, context.secret_stdin())?;
    let local = build(&args, host, &keys)?;
    if let Some(seed) = config::read(args.config.as_deref())? {
        local.begin_with(seed).map_err(config::cannot_begin)?;
    }
    let on = |port| SocketAddr::new(host, port);
    let listen = Listen { http: on(args.http_port), rtmp: on(args.rtmp_port) };
    let server = local.serve(listen).await.map_err(cannot_listen)?;
    #[cfg(feature = "srt")]
    let server = with_srt(server, args.srt_port.map(on)).await?;
    // The signals first: whoever reads that it is ready may end it at once.
    let stopped = until_stopped();
    let ready = Ready::of(&args, &keys, &local, &server)?;
    let mut log = Log::new(&args, context);
    match ready.announce(&args, context.output) {
        // A reader who has heard enough is no reason to end.
        Err(failure) if failure.exit() != Exit::Ok => return Err(failure),
        _ => {}
    }
    let mut events = local.events();
    let going_on = async {
        tokio::join!(test_stream::publish(args.test_stream.as_deref(), &local, &args.hubs[0]), async {
            while let Some(event) = events.next().await {
                log.tell(&event);
            }
        })
    };
    tokio::select! {
        _ = going_on => {}
        () = stopped => {}
    }
    server.shutdown().await;
    while let Some(Some(event)) = events.next().now_or_never() {
        log.tell(&event);
    }
    Ok(())
}

#[cfg(feature = "srt")]
async fn with_srt(mut server: pili_local::Server, address: Option<SocketAddr>) -> Result<pili_local::Server> {
    if let Some(address) = address {
        let served = server.serve_srt(address).await;
        served.map_err(|error| {
            Failure::new(Exit::Failed, error)
                .advise("choose another with --host and --srt-port (port 0 for any)")
        })?;
    }
    Ok(server)
}

pub(super) fn cannot_listen(error: std::io::Error) -> Failure {
    let failure = Failure::new(Exit::Failed, error);
    failure.advise("choose another with --host, --http-port and --rtmp-port (port 0 for any)")
}

fn cannot_keep(error: std::io::Error) -> Failure {
    Failure::new(Exit::Failed, error)
        .advise("give another folder with --data, or leave it out to keep nothing")
}

fn build(args: &args::Local, host: IpAddr, keys: &Keys) -> Result<Local> {
    let mut limits = Limits::default();
    limits.media.memory = usize::try_from(args.memory.as_u64()).unwrap_or(usize::MAX);
    let builder = Local::builder()
        .limits(limits)
        .credentials(keys.account.clone())
        .publish_rule(args.publish_rule.security(), &*keys.publish_key)
        .test_routes(args.test_routes || host::is_of_this_machine(host));
    let builder = if args.takeover { builder.second_publisher(SecondPublisher::TakesOver) } else { builder };
    let builder = args.hubs.iter().fold(builder, |builder, hub| builder.hub(hub));
    let builder = args.buckets.iter().fold(builder, |builder, bucket| builder.bucket(bucket));
    let builder = args.allowed_hosts.iter().fold(builder, |builder, host| builder.allow_host(host));
    let builder = match &args.callback {
        Some(url) => builder.callback(DomainCallback::of_all(url)),
        None => builder,
    };
    match &args.data {
        Some(folder) => builder.open(folder).map_err(cannot_keep),
        None => Ok(builder.build()),
    }
}
