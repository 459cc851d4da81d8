//! A line for each verdict, and for what was done.

use std::sync::atomic::{AtomicU64, Ordering};

use anstyle::{AnsiColor, Style};
use pili_gate::Told;
use tokio::sync::mpsc;

use crate::{
    clock,
    output::{self, Format, Output},
};

const REFUSED: Style = AnsiColor::Red.on_default();
const TIME: Style = Style::new().dimmed();

/// The lines that wait to be written at most: nothing waits for a reader.
const MOST: usize = 4096;

/// Where lines go to: to standard error for a person, or to standard output as lines of JSON.
pub(super) struct Log {
    lines: mpsc::Sender<Told>,
    lost: AtomicU64,
}

impl Log {
    /// A log, and its writing, which ends with it.
    pub(super) fn new(output: Output) -> (Self, impl Future<Output = ()>) {
        let (lines, mut written) = mpsc::channel(MOST);
        let writing = tokio::task::spawn_blocking(move || {
            while let Some(told) = written.blocking_recv() {
                write(&told, output);
            }
        });
        let ended = async {
            let _ = writing.await;
        };
        (Self { lines, lost: AtomicU64::new(0) }, ended)
    }

    pub(super) fn tell(&self, told: &Told) {
        if self.lines.try_send(told.clone()).is_err() {
            let lost = self.lost.fetch_add(1, Ordering::Relaxed);
            if lost.is_multiple_of(10_000) {
                output::complain("nobody reads the lines of verdicts as fast as they come: some are lost");
            }
        }
    }
}

fn write(told: &Told, output: Output) {
    match output.format() {
        // A reader who has heard enough is no reason to end.
        Format::JsonLines | Format::Json => drop(output.json_line(told)),
        Format::Text => {
            let style = if told.is_good() { Style::new() } else { REFUSED };
            let time = clock::rfc3339_seconds(told.time());
            output.note(format_args!("{TIME}{time}{TIME:#} {style}{told}{style:#}"));
        }
    }
}
