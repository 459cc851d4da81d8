//! The two forms of date: HTTP's for V1, a compact one for V4 (spec 1 and 6).

use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};

use jiff::{Timestamp, civil::DateTime, fmt::rfc2822, tz::TimeZone};

use crate::{SignError, VerifyError, clock::unix_seconds};

const HTTP: &str = "%a, %d %b %Y %H:%M:%S GMT";
const COMPACT: &str = "%Y%m%dT%H%M%SZ";
const DAY: &str = "%Y%m%d";

/// How far a request's date may be from the service's time (spec 1).
const TOLERANCE: Duration = Duration::from_secs(15 * 60);

/// `Tue, 14 Nov 2023 22:13:20 GMT`.
pub(super) fn http(time: SystemTime) -> Result<String, SignError> {
    Ok(timestamp(time)?.strftime(HTTP).to_string())
}

/// `20231114T221320Z`.
pub(super) fn compact(time: SystemTime) -> Result<String, SignError> {
    let at = TimeZone::UTC.to_datetime(timestamp(time)?);
    // What `COMPACT` reads, several times as fast as `strftime` writes it.
    Ok(format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    ))
}

/// `20231114`, the day of a date of either form; of what is no date, its beginning.
pub(super) fn day(date: &str) -> Cow<'_, str> {
    if let Some((day, _)) = date.split_once('T').filter(|(day, _)| day.len() == 8) {
        return day.into();
    }
    let moment = parse(date).and_then(|moment| timestamp(moment).ok());
    moment.map_or_else(|| date.chars().take(8).collect(), |moment| moment.strftime(DAY).to_string().into())
}

/// Refuses a date, of either form, that is missing or too far from `now`.
pub(super) fn check(date: Option<&str>, now: SystemTime) -> Result<(), VerifyError> {
    let date = date.and_then(parse).ok_or(VerifyError::Date)?;
    let skew = now.duration_since(date).unwrap_or_else(|ahead| ahead.duration());
    if skew > TOLERANCE { Err(VerifyError::Skewed(skew)) } else { Ok(()) }
}

fn parse(date: &str) -> Option<SystemTime> {
    let compact = || DateTime::strptime(COMPACT, date).ok()?.to_zoned(TimeZone::UTC).ok();
    let timestamp = rfc2822::DateTimeParser::new().parse_timestamp(date).ok();
    timestamp.or_else(|| compact().map(|moment| moment.timestamp())).map(Into::into)
}

fn timestamp(time: SystemTime) -> Result<Timestamp, SignError> {
    let out_of_range = |_| SignError::new("time", "must lie within the years 0 to 9999");
    Timestamp::from_second(unix_seconds(time)).map_err(out_of_range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_back() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_199);
        assert_eq!(http(time).unwrap(), "Thu, 29 Feb 2024 23:59:59 GMT");
        assert_eq!(parse(&http(time).unwrap()), Some(time));
        assert_eq!(parse(&compact(time).unwrap()), Some(time));
        assert_eq!(parse("yesterday"), None);
        assert_eq!([day(&http(time).unwrap()), day(&compact(time).unwrap())], ["20240229"; 2]);
        assert_eq!(day("yesterday evening"), "yesterda");
    }

    #[test]
    fn a_date_may_be_fifteen_minutes_off_in_either_direction() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let date = http(time).unwrap();
        let off = |seconds| Duration::from_secs(seconds);
        assert_eq!(check(Some(&date), time + off(900)), Ok(()));
        assert_eq!(check(Some(&date), time + off(960)), Err(VerifyError::Skewed(off(960))));
        assert_eq!(check(Some(&date), time - off(901)), Err(VerifyError::Skewed(off(901))));
        assert_eq!(check(None, time), Err(VerifyError::Date));
    }
}
