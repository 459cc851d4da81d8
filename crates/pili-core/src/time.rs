//! Times and spans of time, as every call takes and gives them: [`SystemTime`], and on the wire what the service
//! has.

use std::{
    ops::{Range, RangeFrom, RangeFull, RangeTo},
    time::SystemTime,
};

use crate::{Error, Result};

/// A span of time, either end of which may be open.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use pili_core::Span;
///
/// let now = SystemTime::now();
/// let yesterday = Span::from(now - Duration::from_secs(86_400)..now);
/// let since = Span::from(now..);
/// assert_eq!((yesterday.end(), since.end()), (Some(now), None));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    start: Option<SystemTime>,
    end: Option<SystemTime>,
}

impl Span {
    /// Where it begins; `None` leaves it open. Example: [`Span::check`].
    pub fn start(&self) -> Option<SystemTime> {
        self.start
    }

    /// Where it ends; `None` leaves it open. Example: [`Span`].
    pub fn end(&self) -> Option<SystemTime> {
        self.end
    }

    /// Checks that it does not end before it starts, nor lies before 1970.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_core::Span;
    ///
    /// let noon = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    /// let hour = Span::from(noon..noon + Duration::from_secs(3600));
    /// assert_eq!(hour.start(), Some(noon));
    /// assert!(hour.check().is_ok());
    /// assert_eq!(Span::from(noon..UNIX_EPOCH).check().unwrap_err().field(), Some("span"));
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid), naming `span` and the rule.
    pub fn check(&self) -> Result<()> {
        let early = |time: Option<SystemTime>| time.is_some_and(|time| time < SystemTime::UNIX_EPOCH);
        if early(self.start) || early(self.end) {
            return Err(Error::invalid("span", "must not reach before 1970"));
        }
        match (self.start, self.end) {
            (Some(start), Some(end)) if start > end => {
                Err(Error::invalid("span", "must not end before it starts"))
            }
            _ => Ok(()),
        }
    }
}

impl From<Range<SystemTime>> for Span {
    fn from(span: Range<SystemTime>) -> Self {
        Self { start: Some(span.start), end: Some(span.end) }
    }
}

impl From<RangeFrom<SystemTime>> for Span {
    fn from(span: RangeFrom<SystemTime>) -> Self {
        Self { start: Some(span.start), end: None }
    }
}

impl From<RangeTo<SystemTime>> for Span {
    fn from(span: RangeTo<SystemTime>) -> Self {
        Self { start: None, end: Some(span.end) }
    }
}

impl From<RangeFull> for Span {
    fn from(_: RangeFull) -> Self {
        Self::default()
    }
}

/// Defines a module for `#[serde(with = "…")]` that holds a time as a whole number of a unit since 1970.
macro_rules! since_1970 {
    ($(#[$doc:meta])* $module:ident, $per_second:literal) => {
        $(#[$doc])*
        pub mod $module {
            use std::time::SystemTime;

            use serde::{Deserializer, Serializer};

            use super::unit;

            /// Writes a time, cut to the unit. Example: [the module](self).
            ///
            /// # Errors
            /// Those of the format.
            pub fn serialize<S: Serializer>(time: &SystemTime, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_i64(unit::count(*time, $per_second))
            }

            /// Reads a time. Example: [the module](self).
            ///
            /// # Errors
            /// When it is no whole number, or further than a clock goes.
            pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<SystemTime, D::Error> {
                unit::read(from, $per_second)
            }

            /// The same for a time that may be missing, `null` or 0, which all mean that there is none.
            ///
            /// Example: [the module around it](self).
            pub mod option {
                use std::time::SystemTime;

                use serde::{Deserializer, Serializer};

                use super::unit;

                /// Writes a time; 0 for none. Example: [the module](super).
                ///
                /// # Errors
                /// Those of the format.
                pub fn serialize<S: Serializer>(time: &Option<SystemTime>, to: S) -> Result<S::Ok, S::Error> {
                    to.serialize_i64(time.map_or(0, |time| unit::count(time, $per_second)))
                }

                /// Reads a time. Example: [the module](super).
                ///
                /// # Errors
                /// When it is no whole number, or further than a clock goes.
                pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SystemTime>, D::Error> {
                    unit::read_option(from, $per_second)
                }
            }
        }
    };
}

since_1970! {
    /// Seconds since 1970.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime, UNIX_EPOCH};
    ///
    /// #[derive(serde::Serialize, serde::Deserialize)]
    /// struct Moment {
    ///     #[serde(with = "pili_core::time::unix_seconds")]
    ///     at: SystemTime,
    ///     #[serde(with = "pili_core::time::unix_seconds::option", default)]
    ///     end: Option<SystemTime>,
    /// }
    /// let moment: Moment = serde_json::from_str(r#"{"at":1700000000,"end":0}"#)?;
    /// assert_eq!((moment.at, moment.end), (UNIX_EPOCH + Duration::from_secs(1_700_000_000), None));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    unix_seconds, 1
}

since_1970! {
    /// Milliseconds since 1970.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime, UNIX_EPOCH};
    ///
    /// #[derive(serde::Serialize, serde::Deserialize)]
    /// struct Moment {
    ///     #[serde(with = "pili_core::time::unix_millis")]
    ///     at: SystemTime,
    ///     #[serde(with = "pili_core::time::unix_millis::option", default)]
    ///     end: Option<SystemTime>,
    /// }
    /// let moment: Moment = serde_json::from_str(r#"{"at":1700000000000,"end":0}"#)?;
    /// assert_eq!((moment.at, moment.end), (UNIX_EPOCH + Duration::from_secs(1_700_000_000), None));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    unix_millis, 1000
}

/// Times as numbers of a unit of which so many make a second.
mod unit {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use serde::{Deserialize, Deserializer, de::Error};

    pub(super) fn count(time: SystemTime, per_second: i64) -> i64 {
        let whole = |length: Duration| {
            let part = i64::from(length.subsec_nanos()) / (1_000_000_000 / per_second);
            i64::try_from(length.as_secs())
                .unwrap_or(i64::MAX)
                .saturating_mul(per_second)
                .saturating_add(part)
        };
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => whole(after),
            Err(before) => -whole(before.duration()),
        }
    }

    pub(super) fn read<'de, D: Deserializer<'de>>(from: D, per_second: i64) -> Result<SystemTime, D::Error> {
        time(i64::deserialize(from)?, per_second)
    }

    pub(super) fn read_option<'de, D>(from: D, per_second: i64) -> Result<Option<SystemTime>, D::Error>
    where
        D: Deserializer<'de>,
    {
        match Option::<i64>::deserialize(from)? {
            None | Some(0) => Ok(None),
            Some(count) => time(count, per_second).map(Some),
        }
    }

    fn time<E: Error>(count: i64, per_second: i64) -> Result<SystemTime, E> {
        let seconds = Duration::from_secs(count.unsigned_abs() / per_second.unsigned_abs());
        let part =
            count.unsigned_abs() % per_second.unsigned_abs() * (1_000_000_000 / per_second.unsigned_abs());
        let length = seconds + Duration::from_nanos(part);
        let time = if count < 0 { UNIX_EPOCH.checked_sub(length) } else { UNIX_EPOCH.checked_add(length) };
        time.ok_or_else(|| E::custom(format!("{count} is further than a clock goes")))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Times {
        #[serde(with = "unix_seconds")]
        seconds: SystemTime,
        #[serde(with = "unix_millis")]
        millis: SystemTime,
        #[serde(with = "unix_seconds::option", default)]
        perhaps: Option<SystemTime>,
    }

    #[test]
    fn times_are_whole_numbers_of_their_unit_on_the_wire() {
        let time = UNIX_EPOCH + Duration::from_millis(1_700_000_000_123);
        let times = Times { seconds: time, millis: time, perhaps: None };
        let text = serde_json::to_string(&times).unwrap();
        assert_eq!(text, r#"{"seconds":1700000000,"millis":1700000000123,"perhaps":0}"#);
        let read: Times = serde_json::from_str(&text).unwrap();
        assert_eq!((read.millis, read.perhaps), (time, None));
    }

    #[test]
    fn a_time_is_cut_to_its_unit_and_not_rounded() {
        let time = UNIX_EPOCH + Duration::new(1, 999_999_999);
        let times = Times { seconds: time, millis: time, perhaps: Some(time) };
        assert_eq!(serde_json::to_string(&times).unwrap(), r#"{"seconds":1,"millis":1999,"perhaps":1}"#);
    }

    #[test]
    fn no_number_on_the_wire_makes_a_time_panic() {
        for count in [-i64::MAX, -1, 0, 1, i64::MAX] {
            let text = format!(r#"{{"seconds":{count},"millis":{count},"perhaps":{count}}}"#);
            if let Ok(times) = serde_json::from_str::<Times>(&text) {
                assert_eq!(serde_json::to_string(&times).unwrap(), text);
            }
        }
    }

    #[test]
    fn a_span_that_ends_before_it_starts_is_refused() {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        assert!(Span::from(at(2)..at(1)).check().is_err());
        assert!(Span::from(..UNIX_EPOCH - Duration::from_secs(1)).check().is_err());
        for fine in [
            Span::from(at(1)..at(1)),
            Span::from(at(0)..),
            Span::from(at(1)..),
            Span::from(..at(1)),
            Span::from(..),
        ] {
            fine.check().unwrap();
        }
    }

    #[test]
    fn a_span_tells_its_ends_and_which_is_open() {
        let (one, two) = (UNIX_EPOCH + Duration::from_secs(1), UNIX_EPOCH + Duration::from_secs(2));
        let ends = |span: Span| (span.start(), span.end());
        assert_eq!(ends(Span::from(one..two)), (Some(one), Some(two)));
        assert_eq!(ends(Span::from(one..)), (Some(one), None));
        assert_eq!(ends(Span::from(..two)), (None, Some(two)));
        assert_eq!(ends(Span::from(..)), (None, None));
    }
}
