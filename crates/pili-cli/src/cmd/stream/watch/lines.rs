//! A line for each stream and reading, for a program or a log.

use futures_util::StreamExt as _;

use super::{
    figure::{self, Figures},
    is_final,
    reading::{Reading, Readings},
};
use crate::{
    clock,
    cmd::local::until_stopped,
    failure::Result,
    output::{self, Format, Output, Shape},
};

const READING: Shape = Shape::new(&["at", "key", "live"]).seconds(&["startAt"]);

pub(super) async fn run(mut readings: Readings, output: Output) -> Result {
    let mut list = output.list(&READING);
    let mut stopped = std::pin::pin!(until_stopped());
    loop {
        let reading = tokio::select! {
            () = &mut stopped => break,
            reading = readings.next() => reading,
        };
        match reading {
            None => break,
            Some(Err(failure)) if is_final(&failure) => return Err(failure),
            Some(Err(failure)) => output::complain(failure.line()),
            Some(Ok(reading)) if output.format() == Format::Text => output.text(text(&reading))?,
            Some(Ok(reading)) => reading.iter().try_for_each(|reading| list.push(reading))?,
        }
    }
    list.end()
}

fn text(readings: &[Reading]) -> String {
    let widest = readings.iter().map(|reading| reading.key.len()).max().unwrap_or_default();
    let line = |reading: &Reading| {
        let (at, key) = (clock::rfc3339(reading.at), &reading.key);
        let at = at.split('.').next().unwrap_or_default().trim_end_matches('Z');
        match &reading.status {
            None => format!("{at}Z  {key:<widest$}  offline\n"),
            Some(status) => {
                let Figures { bps, fps, viewers } = status.into();
                let rate = figure::rate(bps);
                format!("{at}Z  {key:<widest$}  live     {rate:>11}  {fps:>3} fps  {viewers:>4} viewers\n")
            }
        }
    };
    readings.iter().map(line).collect()
}
