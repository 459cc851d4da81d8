use super::hub;
use crate::{args::KeyInSpan, context::Context, failure::Result, output::Shape};

const STATS: Shape = Shape::new(&[
    "time",
    "stats.bps",
    "stats.videoFps",
    "stats.audioFps",
    "stats.width",
    "stats.height",
    "stats.playCount",
    "stats.bandwidth",
])
.seconds(&["time"]);

pub(super) async fn run(args: KeyInSpan, context: &Context) -> Result {
    let (calls, hub) = hub(args.hub, context)?;
    calls.list(hub.stream(&*args.key).stats().span(args.span.get()?), &STATS).await
}
