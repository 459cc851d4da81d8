use std::{sync::atomic::Ordering::Relaxed, time::Duration};

use hdrhistogram::Histogram;
use serde::Serialize;
use serde_json::json;

use super::tally::{Known, Side, Tally};
use crate::{
    exit::Exit,
    failure::{Failure, Result},
    output::{self, Format, Output, Shape},
};

const REPORT: Shape = Shape::new(&["seconds", "publish", "play"]);
const SIDES: Shape = Shape::new(&["side", "asked", "connected", "failed", "frames", "lost", "fps", "kbit/s"]);
const TIMES: Shape = Shape::new(&["milliseconds", "p50", "p90", "p99", "max", "of"]);

/// How it went.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    seconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    publish: Option<Published>,
    #[serde(skip_serializing_if = "Option::is_none")]
    play: Option<Played>,
    #[serde(skip)]
    failures: Vec<(&'static str, String, Exit, u64)>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Published {
    #[serde(flatten)]
    counts: Counts,
    connect_ms: Percentiles,
    /// How long after its time a frame was sent.
    behind_ms: Percentiles,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Played {
    #[serde(flatten)]
    counts: Counts,
    lost: u64,
    connect_ms: Percentiles,
    /// From the publisher's sending to the viewer's receiving; of pictures that a publisher of ours has stamped.
    latency_ms: Percentiles,
}

/// Rates are of all publishers or viewers together.
#[derive(Debug, Serialize)]
struct Counts {
    asked: u32,
    connected: u64,
    failed: u64,
    frames: u64,
    bytes: u64,
    fps: f64,
    bps: u64,
    errors: Vec<serde_json::Value>,
}

/// Milliseconds; none where nothing was measured.
#[derive(Debug, Serialize)]
struct Percentiles {
    p50: Option<f64>,
    p90: Option<f64>,
    p99: Option<f64>,
    max: Option<f64>,
    count: u64,
}

impl Tally {
    /// The figures of so long.
    pub(super) fn report(&self, length: Duration) -> Report {
        let seconds = length.as_secs_f64().max(0.001);
        let mut failures = Vec::new();
        let mut side = |side: &Side, name| {
            let known = side.known();
            let counts = Counts::new(side, &known, seconds);
            failures
                .extend(known.failures.into_iter().map(|(error, (exit, count))| (name, error, exit, count)));
            (counts, Percentiles::of(&known.connect), Percentiles::of(&known.late))
        };
        let publish = (self.publish.asked > 0).then(|| {
            let (counts, connect_ms, behind_ms) = side(&self.publish, "of the publishers");
            Published { counts, connect_ms, behind_ms }
        });
        let play = (self.play.asked > 0).then(|| {
            let (counts, connect_ms, latency_ms) = side(&self.play, "of the viewers");
            Played { counts, lost: self.play.lost.load(Relaxed), connect_ms, latency_ms }
        });
        Report { seconds: rounded(seconds), publish, play, failures }
    }
}

impl Report {
    pub(super) fn tell(&self, output: Output) -> Result {
        for (side, error, _, count) in &self.failures {
            output::complain(format_args!("{count} {side} failed: {error}"));
        }
        match output.format() {
            Format::Text => self.tables(output),
            _ => output.item(self, &REPORT),
        }
    }

    /// How many of all connected, and whether all stayed.
    pub(super) fn verdict(&self) -> Result {
        let Some((.., exit, _)) = self.failures.first() else { return Ok(()) };
        let counts = self.counts();
        let failed: u64 = counts.iter().map(|(_, counts, _)| counts.failed).sum();
        let connected: u64 = counts.iter().map(|(_, counts, _)| counts.connected).sum();
        let asked: u32 = counts.iter().map(|(_, counts, _)| counts.asked).sum();
        let exit = if connected == 0 { *exit } else { Exit::Partly };
        Err(Failure::new(exit, format_args!("{failed} of {asked} connections failed")))
    }

    fn tables(&self, output: Output) -> Result {
        let mut sides = output.list(&SIDES).headed();
        for (side, counts, lost) in self.counts() {
            let Counts { asked, connected, failed, frames, fps, bps, .. } = counts;
            sides.push(&json!({
                "side": side, "asked": asked, "connected": connected, "failed": failed, "frames": frames,
                "lost": lost, "fps": fps, "kbit/s": bps / 1000,
            }))?;
        }
        sides.end()?;
        output.text("\n")?;
        let mut times = output.list(&TIMES).headed();
        for (name, Percentiles { p50, p90, p99, max, count }) in self.times() {
            times.push(&json!({
                "milliseconds": name, "p50": p50, "p90": p90, "p99": p99, "max": max, "of": count
            }))?;
        }
        times.end()
    }

    fn counts(&self) -> Vec<(&'static str, &Counts, Option<u64>)> {
        let publish = self.publish.iter().map(|side| ("publish", &side.counts, None));
        publish.chain(self.play.iter().map(|side| ("play", &side.counts, Some(side.lost)))).collect()
    }

    fn times(&self) -> impl Iterator<Item = (&'static str, &Percentiles)> {
        let publish = self
            .publish
            .iter()
            .flat_map(|side| [("publish connect", &side.connect_ms), ("publish behind", &side.behind_ms)]);
        let play = self.play.iter();
        publish
            .chain(play.flat_map(|side| [("play connect", &side.connect_ms), ("latency", &side.latency_ms)]))
    }
}

impl Counts {
    fn new(side: &Side, known: &Known, seconds: f64) -> Self {
        let (frames, bytes) = (side.frames.load(Relaxed), side.bytes.load(Relaxed));
        let error = |(error, (_, count)): (&String, &(Exit, u64))| json!({ "error": error, "count": count });
        Self {
            asked: side.asked,
            connected: side.connected.load(Relaxed),
            failed: known.failures.values().map(|(_, count)| count).sum(),
            frames,
            bytes,
            fps: rounded(frames as f64 / seconds),
            bps: (bytes as f64 * 8.0 / seconds) as u64,
            errors: known.failures.iter().map(error).collect(),
        }
    }
}

impl Percentiles {
    fn of(micros: &Histogram<u64>) -> Self {
        let is_measured = !micros.is_empty();
        let millis = |micros: u64| is_measured.then(|| rounded(micros as f64 / 1000.0));
        let at = |quantile| millis(micros.value_at_quantile(quantile));
        Self { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: millis(micros.max()), count: micros.len() }
    }
}

/// To tenths, which is as much as anybody reads.
fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_milliseconds_and_none_where_nothing_was_measured() {
        let mut micros = Histogram::new(3).unwrap();
        assert_eq!(serde_json::to_value(Percentiles::of(&micros)).unwrap()["p50"], serde_json::Value::Null);
        for value in 1..=1000 {
            micros.record(value * 1000).unwrap();
        }
        let Percentiles { p50, p90, p99, count, .. } = Percentiles::of(&micros);
        for (is, about) in [(p50, 500.0), (p90, 900.0), (p99, 990.0)] {
            assert!((is.unwrap() - about).abs() <= about / 500.0, "{is:?}");
        }
        assert_eq!(count, 1000);
    }
}
