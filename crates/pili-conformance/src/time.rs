//! Times in the files. One that is no whole number where SDKs count whole ones, that lies before 1970 or beyond
//! what a `SystemTime` holds is refused.

use std::{
    fmt::Display,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde_json::Value;

use crate::outcome::{Difference, Outcome};

/// Whole Unix seconds.
pub(crate) fn seconds(given: &Value) -> Outcome<SystemTime> {
    given.as_u64().and_then(|seconds| after(Duration::from_secs(seconds))).ok_or_else(|| none(given))
}

/// Unix seconds, as a number or as digits, with a fraction where an SDK takes one.
pub(crate) fn fractional_seconds(given: &Value) -> Outcome<SystemTime> {
    let seconds = given.as_f64().or_else(|| given.as_str()?.parse().ok());
    let length = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    length.and_then(after).ok_or_else(|| none(given))
}

/// Whole Unix seconds in a query.
pub(crate) fn seconds_in(text: &str) -> Outcome<SystemTime> {
    text.parse().ok().and_then(|seconds| after(Duration::from_secs(seconds))).ok_or_else(|| none(text))
}

/// Whole milliseconds in a query.
pub(crate) fn millis_in(text: &str) -> Outcome<SystemTime> {
    text.parse().ok().and_then(|millis| after(Duration::from_millis(millis))).ok_or_else(|| none(text))
}

/// Seconds between two times.
pub(crate) fn between(start: &Value, end: &Value) -> Outcome<Duration> {
    let length = end.as_u64().zip(start.as_u64()).and_then(|(end, start)| end.checked_sub(start));
    length.map(Duration::from_secs).ok_or_else(|| Difference::new(format!("{end} is no time after {start}")))
}

fn after(length: Duration) -> Option<SystemTime> {
    UNIX_EPOCH.checked_add(length)
}

fn none(given: impl Display) -> Difference {
    Difference::new(format!("`{given}` is no time"))
}
