//! A picture of a stream: one key frame as JPEG.

#[cfg(feature = "snapshot")]
mod jpeg;

use std::fmt;

use crate::{Codec, NotHeld};

#[cfg(feature = "snapshot")]
pub(crate) use jpeg::jpeg;

/// Why there is no picture.
///
/// ```
/// use pili_media::{Codec, SnapshotError};
///
/// assert_eq!(SnapshotError::Codec(Codec::Av1).to_string(), "snapshots of av1 streams are not supported");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SnapshotError {
    /// No key frame is held for that time.
    Nothing,
    /// What was published then is gone.
    NotHeld(NotHeld),
    /// Only H.264 can be decoded.
    Codec(Codec),
    /// The frames that are marked as key frames are none by themselves: the encoder refreshes pictures in parts.
    Refreshed,
    /// The key frame could not be decoded.
    Broken(String),
    /// This program was built without the feature `snapshot`.
    NotBuilt,
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("there is no picture of that time"),
            Self::NotHeld(error) => error.fmt(f),
            Self::Codec(codec) => write!(f, "snapshots of {codec} streams are not supported"),
            Self::Refreshed => f.write_str(
                "the key frames are no whole pictures: the encoder refreshes them in parts (intra refresh), and \
                 none can be shown without those before",
            ),
            Self::NotBuilt => f.write_str("snapshots need a build with the feature `snapshot`"),
            Self::Broken(error) => write!(f, "the key frame cannot be decoded: {error}"),
        }
    }
}

impl std::error::Error for SnapshotError {}

/// The key frame as JPEG, which cannot be made without a decoder.
#[cfg(not(feature = "snapshot"))]
pub(crate) fn jpeg(
    _setup: &crate::frame::Frame,
    _key_frame: &crate::frame::Frame,
) -> Result<bytes::Bytes, SnapshotError> {
    Err(SnapshotError::NotBuilt)
}
