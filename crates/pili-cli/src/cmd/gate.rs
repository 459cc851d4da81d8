//! `pili gate`: the verdicts of hooks, until Ctrl-C or SIGTERM.

mod explain;
mod file;
mod log;

use pili::auth::Clock;
use pili_gate::{Gate, serve};
use tokio::net::TcpListener;

use self::{file::File, log::Log};
use super::local::until_stopped;
use crate::{
    args,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
};

pub(super) async fn run(args: args::Gate, context: &Context) -> Result {
    let (file, settings) = File::read(&args.config)?;
    if args.check {
        context.output.note(format_args!(
            "{} is good; hubs: {}",
            args.config.display(),
            settings.policy.len()
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
    context.output.note(format_args!("listening on http://{listening}/hooks/<engine>; Ctrl-C ends it"));
    tokio::select! {
        () = serve(listener, gate.clone(), stopped) => {}
        () = file.follow(&gate, context.output) => {}
    }
    drop(gate);
    written.await;
    Ok(())
}
