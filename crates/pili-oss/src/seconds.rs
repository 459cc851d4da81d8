//! Lengths of time as the wire has them: whole seconds.

use std::time::Duration;

use pili_core::Error;
use serde::{Deserialize, Deserializer, Serialize as _, Serializer};

/// Checks that a length is one that the service takes: 1 to 100 whole seconds.
pub(crate) fn check(field: &'static str, length: Duration) -> Result<(), Error> {
    if (1..=100).contains(&length.as_secs()) && length.subsec_nanos() == 0 {
        return Ok(());
    }
    Err(Error::invalid(field, "must be 1 to 100 whole seconds"))
}

pub(crate) fn serialize<S: Serializer>(length: &Duration, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_u64(length.as_secs())
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(element: D) -> Result<Duration, D::Error> {
    u64::deserialize(element).map(Duration::from_secs)
}

/// The same for a length that may be missing.
pub(crate) mod option {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(length: &Option<Duration>, s: S) -> Result<S::Ok, S::Error> {
        length.map(|length| length.as_secs()).serialize(s)
    }

    pub(crate) fn deserialize<'de, D>(element: D) -> Result<Option<Duration>, D::Error>
    where
        D: Deserializer<'de>,
    {
        super::deserialize(element).map(Some)
    }
}
