//! Times as RFC 3339, for `#[serde(with = "…")]`.
//!
//! ```
//! use std::time::{Duration, SystemTime, UNIX_EPOCH};
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Moment {
//!     #[serde(with = "pili_qiniu::rfc3339")]
//!     at: SystemTime,
//!     #[serde(with = "pili_qiniu::rfc3339::option", default)]
//!     end: Option<SystemTime>,
//! }
//! let moment: Moment = serde_json::from_str(r#"{"at":"2023-11-15T06:13:20+08:00"}"#)?;
//! assert_eq!((moment.at, moment.end), (UNIX_EPOCH + Duration::from_secs(1_700_000_000), None));
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::time::SystemTime;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serializer, ser::Error as _};

/// Writes a time in UTC, cut to the second. Example: [the module](self).
///
/// # Errors
/// Those of the format; when the time lies beyond the year 9999.
pub fn serialize<S: Serializer>(time: &SystemTime, to: S) -> Result<S::Ok, S::Error> {
    let stamp = Timestamp::try_from(*time).and_then(|stamp| Timestamp::from_second(stamp.as_second()));
    to.collect_str(&stamp.map_err(S::Error::custom)?)
}

/// Reads a time of any zone. Example: [the module](self).
///
/// # Errors
/// When it is none.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<SystemTime, D::Error> {
    read(&String::deserialize(from)?)
}

fn read<E: serde::de::Error>(text: &str) -> Result<SystemTime, E> {
    let stamp = text.parse::<Timestamp>().map_err(|_| E::custom(format!("`{text}` is no RFC 3339 time")))?;
    Ok(stamp.into())
}

/// The same for a time that may be missing, `null`, empty or Go's zero time, which all mean that there is none.
///
/// Example: [the module around it](self).
pub mod option {
    use super::*;

    /// Writes a time; an empty text for none. Example: [the module](super).
    ///
    /// # Errors
    /// As that of the module above.
    pub fn serialize<S: Serializer>(time: &Option<SystemTime>, to: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => super::serialize(time, to),
            None => to.serialize_str(""),
        }
    }

    /// Reads a time. Example: [the module](super).
    ///
    /// # Errors
    /// When it is none.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SystemTime>, D::Error> {
        match Option::<String>::deserialize(from)?.as_deref() {
            None | Some("" | "0001-01-01T00:00:00Z") => Ok(None),
            Some(text) => read(text).map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use serde::Serialize;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Times {
        #[serde(with = "super")]
        at: SystemTime,
        #[serde(with = "super::option", default)]
        perhaps: Option<SystemTime>,
    }

    fn read(text: &str) -> serde_json::Result<Times> {
        serde_json::from_str(text)
    }

    #[test]
    fn times_of_any_zone_are_read_and_written_in_utc() {
        let times = read(r#"{"at":"2023-11-15T06:13:20+08:00"}"#).unwrap();
        assert_eq!(times, Times { at: UNIX_EPOCH + Duration::from_secs(1_700_000_000), perhaps: None });
        let text = r#"{"at":"2023-11-14T22:13:20Z","perhaps":""}"#;
        assert_eq!(serde_json::to_string(&times).unwrap(), text);
        assert_eq!(read(text).unwrap(), times);
        let zero = r#"{"at":"2023-11-14T22:13:20Z","perhaps":"0001-01-01T00:00:00Z"}"#;
        assert_eq!(read(zero).unwrap(), times);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [r#"{"at":""}"#, r#"{"at":"soon"}"#, r#"{"at":1}"#, r#"{"at":"2023-11-15"}"#] {
            read(text).unwrap_err();
        }
    }
}
