//! Times and lengths of time as a person gives them.

use std::{
    str::FromStr as _,
    time::{Duration, SystemTime},
};

use jiff::{SignedDuration, Timestamp};
use pili::auth::Clock;

pub(crate) fn now() -> SystemTime {
    Clock::system().now()
}

/// `30s`, `5m`, `1h30m`, `2 days` …
pub(crate) fn length(text: &str) -> Result<Duration, String> {
    let days = text.trim().strip_suffix('d').and_then(|days| days.parse::<i64>().ok());
    let length = match days.and_then(|days| days.checked_mul(24)) {
        Some(hours) => SignedDuration::try_from_hours(hours),
        None => SignedDuration::from_str(text).ok(),
    };
    let length = length.and_then(|length| Duration::try_from(length).ok());
    length
        .filter(|length| !length.is_zero())
        .ok_or_else(|| "must be a length of time such as `90s`, `1h30m` or `7d`".to_owned())
}

/// `2030-01-31T18:00:00Z`, or Unix seconds.
pub(crate) fn time(text: &str) -> Result<SystemTime, String> {
    let time = match text.parse::<i64>() {
        Ok(seconds) => Timestamp::from_second(seconds),
        Err(_) => Timestamp::from_str(text),
    };
    time.map(SystemTime::from)
        .map_err(|_| "must be a time such as `2030-01-31T18:00:00Z`, or Unix seconds".to_owned())
}

/// RFC 3339, in UTC; whole seconds unless there are more.
pub(crate) fn rfc3339(time: SystemTime) -> String {
    Timestamp::try_from(time).map_or_else(|_| "after the year 9999".to_owned(), |time| time.to_string())
}
