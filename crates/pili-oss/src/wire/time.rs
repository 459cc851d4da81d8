//! Times as the wire has them: ISO 8601, UTC, milliseconds. Any fraction is read, and offsets are too.

use std::time::SystemTime;

use jiff::{Timestamp, Unit};
use serde::{Deserialize, Deserializer, Serializer, de::Error as _, ser::Error as _};

const FORM: &str = "%Y-%m-%dT%H:%M:%S%.3fZ";

pub(crate) fn parse(text: &str) -> Option<SystemTime> {
    text.trim().parse::<Timestamp>().ok().map(Into::into)
}

pub(super) fn serialize<S: Serializer>(time: &Option<SystemTime>, s: S) -> Result<S::Ok, S::Error> {
    let Some(time) = time else { return s.serialize_none() };
    let timestamp = Timestamp::try_from(*time).and_then(|time| time.round(Unit::Millisecond));
    s.collect_str(&timestamp.map_err(S::Error::custom)?.strftime(FORM))
}

/// A time that is missing or empty is none.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(element: D) -> Result<Option<SystemTime>, D::Error> {
    let text = String::deserialize(element)?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    parse(&text).map(Some).ok_or_else(|| D::Error::custom(format!("`{text}` is no ISO 8601 time")))
}
