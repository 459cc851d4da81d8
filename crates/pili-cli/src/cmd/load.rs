//! `pili load`: publishes and plays many streams for a while, and says how it went.

mod bounds;
mod plan;
mod publisher;
mod report;
mod stamp;
mod tally;
mod viewer;

use std::{sync::Arc, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep_until},
};

use crate::{
    args::Load,
    clip::Clip,
    cmd::local::until_stopped,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    output::Output,
};
use plan::{Plan, Work};
use tally::Tally;

/// Between the first of one stream and that of the next, so that not all connect at once.
const STEP: Duration = Duration::from_millis(10);
const BAR: &str = "{bar:30} {pos}/{len} s{msg}";

pub(super) async fn run(command: Load, context: &Context) -> Result {
    let plan = match command {
        Load::Publish(args) => Plan::to_publish(args, context)?,
        Load::Play(args) => Plan::to_play(args, context)?,
    };
    let tally = Arc::new(Tally::new(&plan));
    let begun = Instant::now();
    let tasks = begin(&plan, &tally, begun)?;
    finish(tasks, &plan, &tally, begun, context.output).await;
    let report = tally.report(begun.elapsed().min(plan.length));
    report.tell(context.output)?;
    report.verdict()
}

/// Begins all of it. A viewer of ours waits until its stream is published.
fn begin(plan: &Plan, tally: &Arc<Tally>, begun: Instant) -> Result<JoinSet<()>> {
    let clip = Clip::read().map_err(|error| Failure::new(Exit::Failed, error))?;
    let (clip, end) = (Arc::new(clip), begun + plan.length);
    let mut tasks = JoinSet::new();
    for (Work { publish_url, play_url, viewers }, number) in plan.work.iter().zip(0..) {
        let start = begun + STEP * number;
        if let Some(url) = publish_url.clone() {
            let (clip, tally) = (clip.clone(), tally.clone());
            tasks.spawn(async move {
                sleep_until(start).await;
                publisher::run(&url, &clip, end, &tally).await;
            });
        }
        for viewer in 0..u32::from(*viewers) {
            let (url, tally) = (play_url.clone(), tally.clone());
            tasks.spawn(async move {
                sleep_until(start + STEP * viewer).await;
                viewer::run(&url, end, &tally).await;
            });
        }
    }
    Ok(tasks)
}

/// Waits for the end, or for Ctrl-C, and says on the way how it goes.
async fn finish(mut tasks: JoinSet<()>, plan: &Plan, tally: &Tally, begun: Instant, output: Output) {
    let bar = bar(plan, output);
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    let mut stopped = std::pin::pin!(until_stopped());
    loop {
        tokio::select! {
            () = &mut stopped => break,
            ended = tasks.join_next() => if ended.is_none() { break },
            _ = ticks.tick() => {
                bar.set_position(begun.elapsed().as_secs().min(plan.length.as_secs()));
                bar.set_message(tally.line());
            }
        }
    }
    tasks.shutdown().await;
    bar.finish_and_clear();
}

fn bar(plan: &Plan, output: Output) -> ProgressBar {
    let target = if output.is_quiet() { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(plan.length.as_secs()), target);
    if let Ok(style) = ProgressStyle::with_template(BAR) {
        bar.set_style(style);
    }
    bar
}
