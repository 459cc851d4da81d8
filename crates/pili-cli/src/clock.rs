//! Times and lengths of time as a person gives them.

use std::{
    ops::Range,
    str::FromStr as _,
    time::{Duration, SystemTime},
};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use pili::auth::Clock;

use crate::{
    exit::Exit,
    failure::{self, Failure},
};

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

/// The same; or how long ago (`-2h`), `now`, or a day or a time of day by the clock of this machine (`2030-01-31`).
pub(crate) fn moment(text: &str) -> Result<SystemTime, String> {
    let ago = text.strip_prefix('-').filter(|ago| ago.parse::<u64>().is_err()).map(length);
    if let Some(length) = ago {
        return now()
            .checked_sub(length?)
            .ok_or_else(|| "must be a moment that a clock goes back to".to_owned());
    }
    if text == "now" {
        return Ok(now());
    }
    let there = || DateTime::from_str(text).ok()?.to_zoned(TimeZone::system()).ok();
    time(text).or_else(|_| there().map(SystemTime::from).ok_or(())).map_err(|()| {
        "must be a time such as `2030-01-31T18:00:00Z`, Unix seconds, a day, or how long ago: `-2h`"
            .to_owned()
    })
}

/// The whole day before this one, by the clock of this machine.
pub(crate) fn yesterday() -> failure::Result<Range<SystemTime>> {
    let today = Timestamp::try_from(now()).map(|now| now.to_zoned(TimeZone::system()).date());
    let start = |date: Date| date.to_zoned(TimeZone::system()).map(SystemTime::from);
    let day = today.and_then(|today| Ok(start(today.yesterday()?)?..start(today)?));
    day.map_err(|error| Failure::new(Exit::Failed, format_args!("the clock of this machine: {error}")))
}

/// RFC 3339, in UTC; whole seconds unless there are more.
pub(crate) fn rfc3339(time: SystemTime) -> String {
    Timestamp::try_from(time).map_or_else(|_| TOO_LATE.to_owned(), |time| time.to_string())
}

/// The same for a line that a person reads: whole seconds.
pub(crate) fn rfc3339_seconds(time: SystemTime) -> String {
    Timestamp::try_from(time).map_or_else(|_| TOO_LATE.to_owned(), |time| format!("{time:.0}"))
}

const TOO_LATE: &str = "after the year 9999";

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
        assert_eq!(rfc3339_seconds(expected + Duration::from_millis(999)), "2023-11-14T22:13:20Z");
        assert!(time("yesterday").is_err() && time("2023-11-14").is_err());
    }

    #[test]
    fn moments_read_as_times_too_and_as_how_long_ago() {
        assert_eq!(moment("2023-11-14T22:13:20Z"), time("1700000000"));
        assert_eq!(moment("-1"), time("-1"), "a number is Unix seconds");
        let before = now();
        let ago = moment("-2h").unwrap();
        assert!(ago >= before - Duration::from_secs(7200) && ago <= now() - Duration::from_secs(7200));
        let (day, next) = (moment("2023-11-14").unwrap(), moment("2023-11-15T00:00").unwrap());
        assert_eq!(next.duration_since(day).unwrap(), Duration::from_secs(86_400));
        for text in ["", "-", "-soon", "2h", "2023-13-01", "yesterday"] {
            assert!(moment(text).is_err(), "{text}");
        }
    }

    #[test]
    fn yesterday_ends_where_today_begins() {
        let Range { start, end } = yesterday().unwrap();
        assert!(start < end && end <= now());
    }
}
