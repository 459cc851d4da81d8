use std::time::SystemTime;

use clap::Args as Arguments;
use pili::live::Span;

use crate::{clock, failure::Result};

/// Which span of time.
#[derive(Clone, Copy, Debug, Arguments)]
pub(crate) struct InSpan {
    /// Since then: a time in RFC 3339, a day, or `-2h` for two hours ago
    #[arg(long, value_name = "TIME", value_parser = clock::moment, allow_hyphen_values = true)]
    from: Option<SystemTime>,
    /// Until then [default: now]
    #[arg(long, value_name = "TIME", value_parser = clock::moment, allow_hyphen_values = true)]
    to: Option<SystemTime>,
    /// All of yesterday, by the clock of this machine
    #[arg(long, conflicts_with_all = ["from", "to"])]
    yesterday: bool,
}

impl InSpan {
    pub(crate) fn get(self) -> Result<Span> {
        Ok(match (self.from, self.to) {
            _ if self.yesterday => clock::yesterday()?.into(),
            (Some(from), Some(to)) => (from..to).into(),
            (Some(from), None) => (from..).into(),
            (None, Some(to)) => (..to).into(),
            (None, None) => (..).into(),
        })
    }
}
