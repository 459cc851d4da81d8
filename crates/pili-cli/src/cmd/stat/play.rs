use pili::live::stat::PlayNow;
use serde_json::json;

use crate::{
    args::Play,
    cmd::stream::hub,
    context::Context,
    failure::Result,
    output::{Format, Output, Shape},
};

const NOW: Shape = Shape::new(&["total"]);
const STREAMS: Shape = Shape::new(&["key", "count", "bandwidth"]);
const HISTORY: Shape = Shape::new(&["time", "stats.count", "stats.bandwidth"]).seconds(&["time"]);
const DETAIL: Shape = Shape::new(&["key", "stats.count", "stats.bandwidth"]).seconds(&["time"]);

/// What stands for all streams in a table; no stream is called so.
const ALL: &str = "(all)";

pub(super) async fn run(args: Play, context: &Context) -> Result {
    let (calls, hub) = hub(args.hub, context)?;
    if let Some(time) = args.at {
        return calls.list(hub.play_detail(time), &DETAIL).await;
    }
    if args.span.is_given() {
        let history = hub.play_history().span(args.span.get()?);
        return calls.pages(history, None, &HISTORY, |moment| moment).await;
    }
    now(&calls.send(hub.play()).await?, context.output)
}

/// A row for all streams and one for each; in JSON as it was answered.
fn now(playing: &PlayNow, output: Output) -> Result {
    if output.format() != Format::Text {
        return output.item(playing, &NOW);
    }
    let all = std::iter::once((ALL, &playing.total));
    let each = playing.streams.iter().map(|(key, count)| (key.as_str(), count));
    let row = |(key, count): (&str, &pili::live::stat::PlayCount)| json!({ "key": key, "count": count.count, "bandwidth": count.bandwidth });
    output.all(all.chain(each).map(row), &STREAMS)
}
