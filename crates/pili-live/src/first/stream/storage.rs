use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// How long what is published is kept.
///
/// Example: [`Streams::create`](crate::first::Streams::create).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "the wire has no place for a fourth")]
pub enum Storage {
    /// Not at all, the default.
    #[default]
    No,
    /// For ever.
    Forever,
    /// For this many hours.
    Hours(u32),
}

/// On the wire 0, -1 and a number of hours.
impl Serialize for Storage {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(match self {
            Self::No => 0,
            Self::Forever => -1,
            Self::Hours(hours) => i64::from(*hours),
        })
    }
}

impl<'de> Deserialize<'de> for Storage {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match i64::deserialize(from)? {
            0 => Ok(Self::No),
            -1 => Ok(Self::Forever),
            hours => u32::try_from(hours).map(Self::Hours).map_err(D::Error::custom),
        }
    }
}
