use pili_core::{Error, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How often a task goes through its sources again.
///
/// Example: [`Settings`](crate::task::Settings).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "the wire has no place for a fourth")]
pub enum Loops {
    /// Never: it ends with its last source.
    #[default]
    None,
    /// So many times.
    Times(u32),
    /// Until it is stopped.
    Endless,
}

impl Loops {
    pub(super) fn check(self) -> Result<()> {
        if self == Self::Times(0) {
            return Err(Error::invalid("loops", "must be at least one; `Loops::None` is none"));
        }
        Ok(())
    }
}

/// On the wire 0, a number, and -1.
impl Serialize for Loops {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(match self {
            Self::None => 0,
            Self::Times(times) => i64::from(*times),
            Self::Endless => -1,
        })
    }
}

impl<'de> Deserialize<'de> for Loops {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match i64::deserialize(from)? {
            0 => Ok(Self::None),
            -1 => Ok(Self::Endless),
            times => u32::try_from(times).map(Self::Times).map_err(serde::de::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_the_wire_are_read_and_written() {
        for (text, loops) in [("0", Loops::None), ("-1", Loops::Endless), ("3", Loops::Times(3))] {
            assert_eq!(serde_json::from_str::<Loops>(text).unwrap(), loops);
            assert_eq!(serde_json::to_string(&loops).unwrap(), text);
        }
        serde_json::from_str::<Loops>("-2").unwrap_err();
    }
}
