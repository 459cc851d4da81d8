//! A line for each verdict.

use std::sync::atomic::{AtomicU64, Ordering};

use anstyle::{AnsiColor, Style};
use pili_gate::Judged;
use tokio::sync::mpsc;

use crate::{
    clock,
    output::{self, Format, Output},
};

const REFUSED: Style = AnsiColor::Red.on_default();
const TIME: Style = Style::new().dimmed();

/// The lines that wait to be written at most: no verdict waits for a reader.
const MOST: usize = 4096;

/// Where verdicts go to: to standard error for a person, or to standard output as lines of JSON.
pub(super) struct Log {
    lines: mpsc::Sender<Judged>,
    lost: AtomicU64,
}

impl Log {
    /// A log, and its writing, which ends with it.
    pub(super) fn new(output: Output) -> (Self, impl Future<Output = ()>) {
        let (lines, mut written) = mpsc::channel(MOST);
        let writing = tokio::task::spawn_blocking(move || {
            while let Some(judged) = written.blocking_recv() {
                write(&judged, output);
            }
        });
        let ended = async {
            let _ = writing.await;
        };
        (Self { lines, lost: AtomicU64::new(0) }, ended)
    }

    pub(super) fn tell(&self, judged: &Judged) {
        if self.lines.try_send(judged.clone()).is_err() {
            let lost = self.lost.fetch_add(1, Ordering::Relaxed);
            if lost % 10_000 == 0 {
                output::complain("nobody reads the lines of verdicts as fast as they come: some are lost");
            }
        }
    }
}

fn write(judged: &Judged, output: Output) {
    match output.format() {
        // A reader who has heard enough is no reason to end.
        Format::JsonLines | Format::Json => drop(output.json_line(judged)),
        Format::Text => {
            let style = if judged.allowed { Style::new() } else { REFUSED };
            let time = clock::rfc3339(judged.time);
            output.note(format_args!("{TIME}{time}{TIME:#} {style}{judged}{style:#}"));
        }
    }
}
