//! Lengths of time as whole numbers, for `#[serde(with = "…")]`.

/// Defines the module of a unit.
macro_rules! lengths {
    ($(#[$doc:meta])* $module:ident, $of:path, $count:path) => {
        $(#[$doc])*
        pub mod $module {
            use std::time::Duration;

            use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

            /// Writes a length, cut to the unit.
            ///
            /// # Errors
            /// Those of the format.
            pub fn serialize<S: Serializer>(length: &Duration, to: S) -> Result<S::Ok, S::Error> {
                $count(length).serialize(to)
            }

            /// Reads a length.
            ///
            /// # Errors
            /// When it is no whole number, or negative.
            pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
                u64::deserialize(from).map($of)
            }

            /// The same for a length that may be missing or `null`.
            pub mod option {
                use super::*;

                /// Writes a length, or `null` for none.
                ///
                /// # Errors
                /// Those of the format.
                pub fn serialize<S: Serializer>(length: &Option<Duration>, to: S) -> Result<S::Ok, S::Error> {
                    length.as_ref().map($count).serialize(to)
                }

                /// Reads a length.
                ///
                /// # Errors
                /// When it is no whole number, or negative.
                pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Duration>, D::Error> {
                    Ok(Option::<u64>::deserialize(from)?.map($of))
                }
            }
        }
    };
}

lengths! {
    /// Seconds.
    seconds, Duration::from_secs, Duration::as_secs
}

lengths! {
    /// Milliseconds.
    millis, Duration::from_millis, Duration::as_millis
}
