//! What the wire says with 0, for `#[serde(with = "…")]`: `None` here.

use std::time::Duration;

use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

/// The status of an answer.
pub(crate) mod status {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(status: &Option<u16>, to: S) -> Result<S::Ok, S::Error> {
        status.unwrap_or_default().serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u16>, D::Error> {
        Ok(Option::<u16>::deserialize(from)?.filter(|status| *status != 0))
    }
}

/// A length in whole seconds.
pub(crate) mod seconds {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(length: &Option<Duration>, to: S) -> Result<S::Ok, S::Error> {
        length.map_or(0, |length| length.as_secs()).serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Duration>, D::Error> {
        let seconds = Option::<u64>::deserialize(from)?.filter(|seconds| *seconds != 0);
        Ok(seconds.map(Duration::from_secs))
    }
}
