//! `pili stream`: the streams of a hub.

mod converts;
mod create;
mod disable;
mod each;
mod history;
mod info;
mod live;
mod ls;
mod save;
mod snapshot;
mod stats;
mod watch;

use pili::live::{Hub, Pili};

use crate::{
    args::{InHub, Stream},
    calls::Calls,
    context::Context,
    failure::Result,
};
use each::each;

pub(super) async fn run(command: Stream, context: &Context) -> Result {
    match command {
        Stream::Ls(args) => ls::run(args, context).await,
        Stream::Create(args) => create::run(args, context).await,
        Stream::Info(args) => info::run(args, context).await,
        Stream::Watch(args) => watch::run(args, context).await,
        Stream::Live(args) => live::run(args, context).await,
        Stream::History(args) => history::run(args, context).await,
        Stream::Stats(args) => stats::run(args, context).await,
        Stream::Disable(args) => disable::run(args, context).await,
        Stream::Enable(args) => disable::enable(args, context).await,
        Stream::Save(args) => save::run(args, context).await,
        Stream::Snapshot(args) => snapshot::run(args, context).await,
        Stream::Converts(args) => converts::run(args, context).await,
    }
}

/// Calls, and the hub that is meant.
pub(super) fn hub(named: InHub, context: &Context) -> Result<(Calls<Pili>, Hub)> {
    let (calls, target) = context.calls()?;
    Ok((calls, Hub::new(target.hub(named.hub)?)))
}
