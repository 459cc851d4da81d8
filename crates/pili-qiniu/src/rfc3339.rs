//! Times that are texts by RFC 3339 on the wire, for `#[serde(default, with = "…")]`: one that is missing, `null` or
//! empty is none.

use std::time::SystemTime;

use jiff::Timestamp;
use pili_core::auth::unix_seconds;
use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

/// Writes a time in whole seconds, UTC.
///
/// # Errors
/// Those of the format.
pub fn serialize<S: Serializer>(time: &Option<SystemTime>, to: S) -> Result<S::Ok, S::Error> {
    match time.map(|time| Timestamp::from_second(unix_seconds(time))) {
        Some(Ok(time)) => to.collect_str(&time),
        _ => to.serialize_none(),
    }
}

/// Reads a time of any offset and precision.
///
/// # Errors
/// When it is no such text.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SystemTime>, D::Error> {
    let text = Option::<String>::deserialize(from)?.filter(|text| !text.is_empty());
    let time = text.map(|text| text.parse::<Timestamp>().map_err(D::Error::custom)).transpose()?;
    Ok(time.map(SystemTime::from))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Since {
        #[serde(default, with = "super")]
        since: Option<SystemTime>,
    }

    fn read(text: &str) -> Result<Option<SystemTime>, serde_json::Error> {
        serde_json::from_str::<Since>(text).map(|read| read.since)
    }

    #[test]
    fn a_time_is_read_with_any_offset_and_written_in_utc() {
        let since = Some(UNIX_EPOCH + Duration::from_millis(1_700_000_000_500));
        for text in ["2023-11-14T22:13:20.5Z", "2023-11-15T06:13:20.500+08:00"] {
            assert_eq!(read(&format!(r#"{{"since":"{text}"}}"#)).unwrap(), since);
        }
        let written = serde_json::to_string(&Since { since }).unwrap();
        assert_eq!(written, r#"{"since":"2023-11-14T22:13:20Z"}"#);
    }

    #[test]
    fn no_text_is_no_time_and_another_one_is_refused() {
        for none in ["{}", r#"{"since":null}"#, r#"{"since":""}"#] {
            assert_eq!(read(none).unwrap(), None);
        }
        assert!(read(r#"{"since":"yesterday"}"#).is_err());
    }
}
