use std::{
    fs,
    ops::Range,
    path::Path,
    time::{Duration, SystemTime},
};

use futures_util::TryStreamExt as _;
use pili::live::stat::{PlayCount, PlayMoment, PlayNow};
use serde_json::json;

use super::chart::{self, Series};
use crate::{
    args::Play,
    cmd::stream::hub,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    output::{Format, Output, Shape},
};

const NOW: Shape = Shape::new(&["total"]);
const STREAMS: Shape = Shape::new(&["key", "count", "bandwidth"]);
const HISTORY: Shape = Shape::new(&["time", "stats.count", "stats.bandwidth"]).seconds(&["time"]);
const DETAIL: Shape = Shape::new(&["key", "stats.count", "stats.bandwidth"]).seconds(&["time"]);

/// What is drawn unless a span is given.
const A_DAY: Duration = Duration::from_secs(86_400);

/// What stands for all streams in a table; no stream is called so.
const ALL: &str = "(all)";

pub(super) async fn run(args: Play, context: &Context) -> Result {
    let (calls, hub) = hub(args.hub, context)?;
    if let Some(time) = args.at {
        return calls.list(hub.play_detail(time), &DETAIL).await;
    }
    let is_drawn = args.svg.is_some() || (args.chart && context.output.format() == Format::Text);
    match (is_drawn, args.span.is_given()) {
        (true, _) => {
            let span = args.span.closed_by(A_DAY)?;
            let moments = calls.client().items(hub.play_history().span(span.clone()));
            draw(&moments.try_collect::<Vec<_>>().await?, &span, args.svg.as_deref(), context.output)
        }
        (_, true) => {
            let history = hub.play_history().span(args.span.get()?);
            calls.pages(history, None, &HISTORY, |moment| moment).await
        }
        _ => now(&calls.send(hub.play()).await?, context.output),
    }
}

/// Draws viewers and bandwidth, into a file if one is named.
fn draw(moments: &[PlayMoment], span: &Range<SystemTime>, svg: Option<&Path>, output: Output) -> Result {
    let figures = |figure: fn(&PlayCount) -> i64| {
        moments.iter().map(|moment| (moment.time, figure(&moment.stats))).collect::<Vec<_>>()
    };
    let series = [
        Series { title: "viewers", points: figures(|stats| stats.count) },
        Series { title: "bandwidth, bits a second", points: figures(|stats| stats.bandwidth) },
    ];
    match svg {
        None => output.text(chart::terminal(&series, span, output.width())),
        Some(path) => {
            let failed =
                |error| Failure::new(Exit::Failed, format_args!("cannot write {}: {error}", path.display()));
            fs::write(path, chart::svg(&series, span)).map_err(failed)?;
            output.note(format_args!("drew {} moments into {}", moments.len(), path.display()));
            Ok(())
        }
    }
}

/// A row for all streams and one for each; in JSON as it was answered.
fn now(playing: &PlayNow, output: Output) -> Result {
    if output.format() != Format::Text {
        return output.item(playing, &NOW);
    }
    let all = std::iter::once((ALL, &playing.total));
    let each = playing.streams.iter().map(|(key, count)| (key.as_str(), count));
    let row = |(key, count): (&str, &PlayCount)| json!({ "key": key, "count": count.count, "bandwidth": count.bandwidth });
    output.all(all.chain(each).map(row), &STREAMS)
}
