use std::time::SystemTime;

use clap::Args as Arguments;
use pili::live::Span;

use crate::{clock, failure::Result};

/// Which span of time.
#[derive(Clone, Copy, Debug, Arguments)]
pub(crate) struct InSpan {
    /// Since then: RFC 3339, a day, or `-2h` ago
    #[arg(long, value_name = "TIME", value_parser = clock::moment, allow_hyphen_values = true)]
    from: Option<SystemTime>,
    /// Until then [default: now]
    #[arg(long, value_name = "TIME", value_parser = clock::moment, allow_hyphen_values = true)]
    to: Option<SystemTime>,
    /// All of yesterday, by this machine's clock
    #[arg(long, conflicts_with_all = ["from", "to"])]
    yesterday: bool,
}

impl InSpan {
    pub(crate) fn is_given(self) -> bool {
        self.yesterday || self.from.is_some() || self.to.is_some()
    }

    pub(crate) fn get(self) -> Result<Span> {
        Ok(match (self.from, self.to) {
            _ if self.yesterday => clock::yesterday()?.into(),
            (Some(from), Some(to)) => (from..to).into(),
            (Some(from), None) => (from..).into(),
            (None, Some(to)) => (..to).into(),
            (None, None) => (..).into(),
        })
    }

    /// The same, where an open end must be said to be now.
    pub(crate) fn closed(self) -> Result<Span> {
        match (self.from, self.to) {
            (Some(from), None) => Ok((from..clock::now()).into()),
            _ => self.get(),
        }
    }
}
