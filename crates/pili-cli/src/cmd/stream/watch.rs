//! `pili stream watch`: figures of live streams as they change, in a view for a person and in lines for a program.

mod figure;
mod history;
mod lines;
mod reading;
mod view;

use futures_util::{StreamExt as _, stream};
use pili::live::{Hub, Pili};

use crate::{
    args::Watch,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    output::Format,
    target::Product,
};
use reading::Readings;

pub(super) async fn run(args: Watch, context: &Context) -> Result {
    let target = context.target()?;
    let hub = target.hub(args.hub.hub)?;
    let client = target.client::<Pili>(Product::Pili)?;
    let mut readings = reading::every(args.every, client, Hub::new(&*hub), args.watched)?;
    // What is wrong from the beginning is told before a view hides it.
    let first = readings.next().await.unwrap_or_else(|| Ok(Vec::new()))?;
    let count = args.count.map_or(usize::MAX, usize::from);
    let readings: Readings = stream::iter([Ok(first)]).chain(readings).take(count).boxed_local();
    match context.output.format() == Format::Text && context.output.is_terminal() {
        true => view::run(readings, &view::Title { hub, every: args.every }, context.output).await,
        false => lines::run(readings, context.output).await,
    }
}

/// Whether every later reading would fail too.
fn is_final(failure: &Failure) -> bool {
    failure.is_of_all() || matches!(failure.exit(), Exit::NotFound | Exit::Usage)
}
