use std::{fmt, time::Duration};

use crate::Codec;

/// Why there is no live playlist, where [`Media`](crate::Media) would give one.
///
/// ```
/// use std::time::Duration;
/// use pili_media::{Codec, NoPlaylist};
///
/// assert_eq!(NoPlaylist::Codec(Codec::Speex).to_string(), "speex is not carried in HLS here");
/// let late = NoPlaylist::NotYet { waited: Duration::from_secs(10), key_frames: Some(Duration::from_secs(12)) };
/// assert_eq!(late.to_string(), "no segment after 10.0s: key frames are 12.0s apart");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoPlaylist {
    /// Nobody publishes, and nothing is held of what was published.
    NotLive,
    /// No segment was complete in time: segments end at key frames.
    NotYet {
        /// How long the player waited.
        waited: Duration,
        /// How far the last key frames were apart; `None` if there was one at most.
        key_frames: Option<Duration>,
    },
    /// HLS does not carry this codec here.
    Codec(Codec),
}

impl fmt::Display for NoPlaylist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLive => f.write_str("no live"),
            Self::NotYet { waited, key_frames: None } => {
                write!(f, "no segment after {waited:.1?}: since the publish began at most one key frame came")
            }
            Self::NotYet { waited, key_frames: Some(apart) } => {
                write!(f, "no segment after {waited:.1?}: key frames are {apart:.1?} apart")
            }
            Self::Codec(codec) => write!(f, "{codec} is not carried in HLS here"),
        }
    }
}

impl std::error::Error for NoPlaylist {}
