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
    let days = text.trim().strip_suffix('d').and_then(|days| days.trim().parse::<u64>().ok());
    let length = match days {
        Some(days) => days.checked_mul(86_400).map(Duration::from_secs),
        None => SignedDuration::from_str(text).ok().and_then(|length| Duration::try_from(length).ok()),
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_read_as_a_person_writes_them() {
        for (text, seconds) in [("90s", 90), ("1h30m", 5400), ("1h 30m", 5400), ("7d", 604_800), ("PT1M", 60)]
        {
            assert_eq!(length(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        assert_eq!(length("500ms"), Ok(Duration::from_millis(500)));
        for text in ["", "0s", "-1s", "soon", "5", "1 month", "99999999999999999999d"] {
            assert!(length(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_read_as_rfc_3339_and_as_unix_seconds() {
        let expected = time("1700000000").unwrap();
        assert_eq!(time("2023-11-14T22:13:20Z"), Ok(expected));
        assert_eq!(rfc3339(expected), "2023-11-14T22:13:20Z");
        assert!(time("yesterday").is_err() && time("2023-11-14").is_err());
    }
}
