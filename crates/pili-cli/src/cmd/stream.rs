//! `pili stream`: the streams of a hub.

mod create;
mod disable;
mod info;
mod ls;

use pili::live::{Client, Hub, Pili};

use crate::{
    args::{InHub, Stream},
    context::Context,
    failure::Result,
    target::Product,
};

pub(super) async fn run(command: Stream, context: &Context) -> Result {
    match command {
        Stream::Ls(args) => ls::run(args, context).await,
        Stream::Create(args) => create::run(args, context).await,
        Stream::Info(args) => info::run(args, context).await,
        Stream::Disable(args) => disable::run(args, context).await,
        Stream::Enable(args) => disable::enable(args, context).await,
    }
}

/// A client, and the hub that is meant.
fn hub(named: InHub, context: &Context) -> Result<(Client, Hub)> {
    let target = context.target()?;
    let hub = Hub::new(target.hub(named.hub)?);
    Ok((target.client::<Pili>(Product::Pili)?, hub))
}
