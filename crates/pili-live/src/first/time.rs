//! Times of the first generation are milliseconds.

use std::time::{SystemTime, UNIX_EPOCH};

use pili_core::{Error, Result};

/// Unix milliseconds; -1 for whatever lies before 1970, which every call refuses.
pub(super) fn millis(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH);
    since.map_or(-1, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

pub(super) fn check_span(start: Option<i64>, end: Option<i64>) -> Result<()> {
    for (field, time) in [("start", start), ("end", end)] {
        if time.is_some_and(|time| time < 0) {
            return Err(Error::invalid(field, "must not be before 1970"));
        }
    }
    match (start, end) {
        (Some(start), Some(end)) if start > end => Err(Error::invalid("start", "must not be after end")),
        _ => Ok(()),
    }
}
