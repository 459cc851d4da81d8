use std::{
    ops::Range,
    time::{Duration, SystemTime},
};

use clap::Args as Arguments;
use pili::live::Span;

use crate::{
    clock,
    failure::{Failure, Result},
};

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

    /// As it is given, its ends open.
    pub(crate) fn get(self) -> Result<Span> {
        if self.yesterday { Ok(clock::yesterday()?.into()) } else { Ok(between(self.from, self.to)) }
    }

    /// With an end, which is now unless it is given.
    pub(crate) fn ended(self) -> Result<Span> {
        let to = (!self.yesterday && self.from.is_some()).then(clock::now);
        Self { to: self.to.or(to), ..self }.get()
    }

    /// With both ends: until now, and so far back.
    pub(crate) fn closed_by(self, length: Duration) -> Result<Range<SystemTime>> {
        if self.yesterday {
            return clock::yesterday();
        }
        let to = self.to.unwrap_or_else(clock::now);
        let far = || Failure::usage("--to goes further back than a clock does");
        let from = self.from.or_else(|| to.checked_sub(length)).ok_or_else(far)?;
        if from < to { Ok(from..to) } else { Err(Failure::usage("--from must be before --to")) }
    }
}

/// A span with the ends that are given.
pub(crate) fn between(from: Option<SystemTime>, to: Option<SystemTime>) -> Span {
    match (from, to) {
        (Some(from), Some(to)) => (from..to).into(),
        (Some(from), None) => (from..).into(),
        (None, Some(to)) => (..to).into(),
        (None, None) => (..).into(),
    }
}
