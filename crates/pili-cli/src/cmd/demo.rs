//! `pili demo`: the whole job once, on a local service, with the public SDK only.

mod fetch;
mod narrator;
mod stay;
mod story;
mod watch;

use crate::{
    args,
    cmd::local::until_stopped,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
};
use narrator::Narrator;
use story::Story;

pub(super) async fn run(args: args::Demo, context: &Context) -> Result {
    let mut narrator = Narrator::new(args.json, context.output);
    let told = match Story::begin(args, &mut narrator).await {
        Some(mut story) => story.tell(&mut narrator).await.map(|()| story),
        None => None,
    };
    if let (Some(story), true) = (&told, args.stay) {
        narrator.stay(story.stay());
    }
    narrator.close(told.is_some())?;
    let Some(story) = told else { return Err(Failure::verdict(Exit::Failed)) };
    if args.stay {
        until_stopped().await;
    }
    story.end().await;
    Ok(())
}
