//! Days and steps, in the vendor's time zone.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};

use crate::reply::Refused;

/// China's.
const ZONE: Offset = Offset::constant(8);

/// The length of a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    FiveMinutes,
    Hour,
    Day,
    Month,
}

impl Step {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "5min" => Some(Self::FiveMinutes),
            "hour" => Some(Self::Hour),
            "day" => Some(Self::Day),
            "month" => Some(Self::Month),
            _ => None,
        }
    }

    /// When the step of a time begins.
    pub(super) fn start(self, time: i64) -> i64 {
        match self {
            Self::FiveMinutes => time.div_euclid(300) * 300,
            Self::Hour => time.div_euclid(3600) * 3600,
            Self::Day => unix(local(time).date().to_datetime(jiff::civil::Time::midnight())),
            Self::Month => {
                unix(local(time).date().first_of_month().to_datetime(jiff::civil::Time::midnight()))
            }
        }
    }
}

/// Reads `YYYYMMDD` or `YYYYMMDDhhmmss`.
pub(super) fn parse(text: &str) -> Result<i64, Refused> {
    let wrong = || Refused::bad_argument("invalid args: a time must be YYYYMMDD or YYYYMMDDhhmmss");
    if !matches!(text.len(), 8 | 14) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let padded = format!("{text:0<14}");
    let part = |from: usize, to: usize| padded.get(from..to).and_then(|part| part.parse::<i16>().ok());
    let moment = || {
        let small = |from: usize| part(from, from + 2).and_then(|number| i8::try_from(number).ok());
        let date = Date::new(part(0, 4)?, small(4)?, small(6)?).ok()?;
        Some(unix(date.to_datetime(jiff::civil::Time::new(small(8)?, small(10)?, small(12)?, 0).ok()?)))
    };
    moment().ok_or_else(wrong)
}

/// A time as RFC 3339.
pub(super) fn rfc3339(time: i64) -> String {
    timestamp(time).display_with_offset(ZONE).to_string()
}

fn local(time: i64) -> DateTime {
    ZONE.to_datetime(timestamp(time))
}

fn unix(time: DateTime) -> i64 {
    ZONE.to_timestamp(time).map_or(0, Timestamp::as_second)
}

fn timestamp(time: i64) -> Timestamp {
    Timestamp::from_second(time).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_one_of_china_and_a_day_begins_at_its_midnight() {
        let time = parse("20231115061320").unwrap();
        assert_eq!(time, 1_700_000_000);
        assert_eq!(rfc3339(time), "2023-11-15T06:13:20+08:00");
        for (step, start) in [
            ("5min", "2023-11-15T06:10:00+08:00"),
            ("hour", "2023-11-15T06:00:00+08:00"),
            ("day", "2023-11-15T00:00:00+08:00"),
            ("month", "2023-11-01T00:00:00+08:00"),
        ] {
            assert_eq!(rfc3339(Step::named(step).unwrap().start(time)), start);
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in
            ["", "2023", "2023111", "20231301", "20230230", "20231115246000", "2023-11-15", "202311150613"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
