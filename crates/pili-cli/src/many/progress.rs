//! The bar on standard error, where a person sees it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::{failure::Result, output};

/// Failures beyond so many are counted, not told.
const MOST_TOLD: u64 = 10;
const BAR: &str = "{bar:30} {human_pos}/{human_len} {per_sec:.dim} {eta} left{msg}";

#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    is_of_one: bool,
    failed: std::cell::Cell<u64>,
}

impl Progress {
    /// A bar for so many; one thing alone needs none.
    pub(super) fn new(total: usize, is_quiet: bool) -> Self {
        let target = match is_quiet || total < 2 {
            true => ProgressDrawTarget::hidden(),
            false => ProgressDrawTarget::stderr(),
        };
        let bar = ProgressBar::with_draw_target(u64::try_from(total).ok(), target);
        if let Ok(style) = ProgressStyle::with_template(BAR) {
            bar.set_style(style);
        }
        // It is seen at once, however soon the first is done.
        bar.tick();
        Self { bar, is_of_one: total < 2, failed: std::cell::Cell::new(0) }
    }

    pub(super) fn done_with<T>(&self, name: &str, outcome: &Result<T>) {
        if let Some(failure) = outcome.as_ref().err().filter(|failure| !failure.is_of_nothing()) {
            self.failed.set(self.failed.get() + 1);
            if !self.is_of_one && self.failed.get() <= MOST_TOLD {
                self.bar.suspend(|| output::complain(format_args!("{name}: {}", failure.line())));
            }
            self.bar.set_message(format!(", {} failed", self.failed.get()));
        }
        self.bar.inc(1);
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
        if let more @ 1.. = self.failed.get().saturating_sub(MOST_TOLD) {
            output::complain(format_args!("and {more} more failed"));
        }
    }
}
