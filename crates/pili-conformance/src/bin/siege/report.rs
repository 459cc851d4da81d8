//! What every assault came to, and what the good stream had of it.

use std::fmt;

use bytesize::ByteSize;

use crate::{Outcome, tally::Tally, watch::Seen};

/// Frames (64 MiB), what is put together for players (64 MiB), bodies (64 MiB), connections by the thousand, and the
/// program.
const MOST: ByteSize = ByteSize::mib(512);

#[derive(Debug)]
pub(crate) struct Row {
    assault: &'static str,
    outcome: Outcome<Tally>,
    seen: Seen,
    resident: ByteSize,
}

impl Row {
    pub(crate) fn new(
        assault: &'static str,
        outcome: Outcome<Tally>,
        seen: Seen,
        resident: ByteSize,
    ) -> Self {
        Self { assault, outcome, seen, resident }
    }

    /// What should not have been.
    pub(crate) fn wrong(&self) -> Vec<String> {
        let mut wrong = self.seen.wrong();
        wrong.extend(self.outcome.as_ref().err().map(ToString::to_string));
        if self.resident > MOST {
            wrong.push(format!("{} are resident, and {MOST} may be", self.resident));
        }
        wrong
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wrong = self.wrong();
        let verdict = if wrong.is_empty() { "ok    " } else { "FAILED" };
        let told = self.outcome.as_ref().map(ToString::to_string).unwrap_or_default();
        writeln!(f, "{verdict}  {}: {told}", self.assault)?;
        writeln!(f, "        {}; at most {} resident so far", self.seen, self.resident)?;
        wrong.iter().try_for_each(|wrong| writeln!(f, "        {wrong}"))
    }
}
