//! `pili stat`: who played, and what was used.

mod chart;
mod play;
mod usage;

use crate::{args::Stat, context::Context, failure::Result};

pub(super) async fn run(command: Stat, context: &Context) -> Result {
    match command {
        Stat::Play(args) => play::run(args, context).await,
        Stat::Usage(args) => usage::run(&args, context).await,
    }
}
