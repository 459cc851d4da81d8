//! What nouns share: names that are checked when an operation is encoded, and times as the wire has them.

use std::time::SystemTime;

use pili_core::{Error, Result, auth::unix_seconds};

pub(crate) use pili_core::noun::{Named, checked, named};

/// A span of time that starts before it ends; either end may be open.
pub(crate) fn check_span(start: Option<i64>, end: Option<i64>) -> Result<()> {
    match (start, end) {
        // 0 is "open" on the wire.
        (Some(start), Some(end)) if end != 0 && start > end => {
            Err(Error::invalid("start", "must not be after end"))
        }
        (Some(start), _) if start < 0 => Err(Error::invalid("start", "must not be before 1970")),
        (_, Some(end)) if end < 0 => Err(Error::invalid("end", "must not be before 1970")),
        _ => Ok(()),
    }
}

/// A time in the unit of the wire.
pub(crate) fn seconds(time: SystemTime) -> i64 {
    unix_seconds(time)
}
