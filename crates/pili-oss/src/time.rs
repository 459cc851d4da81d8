//! Times as the wire has them: ISO 8601, UTC, with milliseconds. Any fraction is read, and offsets are too; whole
//! seconds are written, because oss2 reads nothing else.

use std::time::SystemTime;

use jiff::Timestamp;
use pili_core::auth::unix_seconds;
use serde::{Deserialize, Deserializer, Serialize as _, Serializer, de::Error as _};

const FORM: &str = "%Y-%m-%dT%H:%M:%S.000Z";

pub(crate) fn parse(text: &str) -> Option<SystemTime> {
    text.trim().parse::<Timestamp>().ok().map(Into::into)
}

/// A time as the wire has it, in whole seconds: `2023-11-14T22:13:20.000Z`.
#[cfg_attr(not(feature = "__wire"), allow(unreachable_pub, reason = "public for the local service alone"))]
pub fn iso8601(time: SystemTime) -> String {
    let timestamp = Timestamp::from_second(unix_seconds(time)).unwrap_or_default();
    timestamp.strftime(FORM).to_string()
}

pub(crate) fn serialize<S: Serializer>(time: &SystemTime, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(&iso8601(*time))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(element: D) -> Result<SystemTime, D::Error> {
    option::deserialize(element)?.ok_or_else(|| D::Error::custom("a time is empty"))
}

/// A time that is missing or empty is none.
pub(crate) mod option {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(time: &Option<SystemTime>, s: S) -> Result<S::Ok, S::Error> {
        time.map(iso8601).serialize(s)
    }

    pub(crate) fn deserialize<'de, D>(element: D) -> Result<Option<SystemTime>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let text = String::deserialize(element)?;
        if text.trim().is_empty() {
            return Ok(None);
        }
        parse(&text).map(Some).ok_or_else(|| D::Error::custom(format!("`{text}` is no ISO 8601 time")))
    }
}
