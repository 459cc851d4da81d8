//! Lengths of time as whole numbers, for `#[serde(with = "…")]`.

/// Defines the module of a unit.
macro_rules! lengths {
    ($(#[$doc:meta])* $module:ident, $of:path, $count:path) => {
        $(#[$doc])*
        pub mod $module {
            use std::time::Duration;

            use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

            /// Writes a length, cut to the unit. Example: [the module](self).
            ///
            /// # Errors
            /// Those of the format.
            pub fn serialize<S: Serializer>(length: &Duration, to: S) -> Result<S::Ok, S::Error> {
                $count(length).serialize(to)
            }

            /// Reads a length. Example: [the module](self).
            ///
            /// # Errors
            /// When it is no whole number, or negative.
            pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
                u64::deserialize(from).map($of)
            }

            /// The same for a length that may be missing or `null`.
            ///
            /// Example: [the module around it](self).
            pub mod option {
                use super::*;

                /// Writes a length, or `null` for none. Example: [the module](super).
                ///
                /// # Errors
                /// Those of the format.
                pub fn serialize<S: Serializer>(length: &Option<Duration>, to: S) -> Result<S::Ok, S::Error> {
                    length.as_ref().map($count).serialize(to)
                }

                /// Reads a length. Example: [the module](super).
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
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// #[derive(serde::Serialize, serde::Deserialize)]
    /// struct Settings {
    ///     #[serde(with = "pili_qiniu::length::seconds")]
    ///     delay: Duration,
    ///     #[serde(with = "pili_qiniu::length::seconds::option")]
    ///     limit: Option<Duration>,
    /// }
    /// let text = r#"{"delay":2,"limit":null}"#;
    /// let settings: Settings = serde_json::from_str(text)?;
    /// assert_eq!((settings.delay, settings.limit), (Duration::from_secs(2), None));
    /// assert_eq!(serde_json::to_string(&settings)?, text);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    seconds, Duration::from_secs, Duration::as_secs
}

lengths! {
    /// Milliseconds.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// #[derive(serde::Serialize, serde::Deserialize)]
    /// struct Settings {
    ///     #[serde(with = "pili_qiniu::length::millis")]
    ///     delay: Duration,
    ///     #[serde(with = "pili_qiniu::length::millis::option")]
    ///     limit: Option<Duration>,
    /// }
    /// let text = r#"{"delay":2000,"limit":null}"#;
    /// let settings: Settings = serde_json::from_str(text)?;
    /// assert_eq!((settings.delay, settings.limit), (Duration::from_secs(2), None));
    /// assert_eq!(serde_json::to_string(&settings)?, text);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    millis, Duration::from_millis, Duration::as_millis
}
