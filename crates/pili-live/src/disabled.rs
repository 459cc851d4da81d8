use std::time::SystemTime;

use pili_core::time::unix_seconds;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::IntoDeserializer};

/// Whether a stream may not be published and played.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use pili_live::stream::Disabled;
///
/// let now = SystemTime::now();
/// let soon = Disabled::Until(now + Duration::from_secs(60));
/// assert!(soon.is_disabled(now) && Disabled::Forever.is_disabled(now));
/// assert!(!soon.is_disabled(now + Duration::from_secs(60)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "the wire has no place for a fourth")]
pub enum Disabled {
    /// It may.
    #[default]
    No,
    /// It may not until that is lifted.
    Forever,
    /// It may not until this time.
    Until(SystemTime),
}

impl Disabled {
    /// Whether it may not at `now`. Example: [`Disabled`].
    pub fn is_disabled(self, now: SystemTime) -> bool {
        match self {
            Self::No => false,
            Self::Forever => true,
            Self::Until(time) => time > now,
        }
    }
}

/// On the wire 0, -1 and Unix seconds.
impl Serialize for Disabled {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::No => to.serialize_i64(0),
            Self::Forever => to.serialize_i64(-1),
            Self::Until(time) => unix_seconds::serialize(time, to),
        }
    }
}

impl<'de> Deserialize<'de> for Disabled {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match i64::deserialize(from)? {
            0 => Ok(Self::No),
            -1 => Ok(Self::Forever),
            time => unix_seconds::deserialize(time.into_deserializer()).map(Self::Until),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn the_numbers_of_the_wire_are_read_and_written() {
        let until = Disabled::Until(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
        for (text, disabled) in [("0", Disabled::No), ("-1", Disabled::Forever), ("1700000000", until)] {
            assert_eq!(serde_json::from_str::<Disabled>(text).unwrap(), disabled);
            assert_eq!(serde_json::to_string(&disabled).unwrap(), text);
        }
    }
}
