//! `pili gate`: the verdicts of hooks, until Ctrl-C or SIGTERM.

mod explain;
mod file;
mod log;

use pili::auth::Clock;
use pili_gate::{Gate, WhenUnsure, serve};
use tokio::net::TcpListener;

use self::{file::File, log::Log};
use super::local::until_stopped;
use crate::{
    args,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    output,
};

pub(super) async fn run(args: args::Gate, context: &Context) -> Result {
    let (file, settings) = File::read(&args.config)?;
    if args.check {
        let redis = settings.redis().map(|redis| format!("; Redis at {redis}, which was not asked"));
        context.output.note(format_args!(
            "{} is good; hubs: {}{}",
            args.config.display(),
            settings.policy.len(),
            redis.unwrap_or_default()
        ));
        return Ok(());
    }
    if let Some(url) = &args.explain {
        return explain::run(url, &args, &settings.policy, context);
    }
    let address = args.address.unwrap_or(settings.listen);
    let failed = |error| Failure::new(Exit::Failed, format_args!("cannot listen on {address}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let listening = listener.local_addr().map_err(failed)?;
    // The signals first: whoever reads that it is ready may end it at once.
    let stopped = until_stopped();
    let (log, written) = Log::new(context.output);
    let gate = Gate::new(settings, Clock::system(), move |told| log.tell(told));
    tell_of_redis(&gate, context).await;
    context.output.note(format_args!("listening on http://{listening}/hooks/<engine>; Ctrl-C ends it"));
    tokio::select! {
        () = serve(listener, gate.clone(), stopped) => {}
        () = file.follow(&gate, context.output) => {}
    }
    drop(gate);
    written.await;
    Ok(())
}

/// Where gates share what they must, and whether it answers: a gate that begins before Redis does waits for it.
async fn tell_of_redis(gate: &Gate, context: &Context) {
    let settings = gate.settings();
    let Some(redis) = settings.redis() else { return };
    match gate.reach_redis().await {
        Ok(()) => context.output.note(format_args!("shared with other gates: Redis at {redis}")),
        Err(why) if settings.when_unsure == WhenUnsure::Open => {
            output::complain(format_args!("{why}; until it answers, this gate goes by what it knows itself"));
        }
        Err(why) => output::complain(format_args!("{why}; until it answers, all hooks are refused")),
    }
}
