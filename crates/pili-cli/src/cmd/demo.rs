//! `pili demo`: the whole job once, on a local service, with the public SDK only.

mod narrator;
mod stay;
mod story;
mod watch;

use std::process::ExitCode;

use crate::{args, cmd::local::until_stopped};
use narrator::Narrator;
use story::Story;

pub(crate) async fn run(args: args::Demo) -> ExitCode {
    let mut narrator = Narrator::new(args.json);
    let told = match Story::begin(&mut narrator).await {
        Some(mut story) => story.tell(&mut narrator, args.stay).await.map(|()| story),
        None => None,
    };
    narrator.close(told.is_some());
    let Some(story) = told else { return ExitCode::FAILURE };
    if args.stay {
        until_stopped().await;
    }
    story.end().await;
    ExitCode::SUCCESS
}
