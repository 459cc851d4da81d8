use std::fmt;

use crate::Spans;

/// Why a recorded span cannot be had.
///
/// ```
/// use pili_media::NotHeld;
///
/// let error = NotHeld::TooLarge { bytes: 2 << 30, memory: 1 << 30 };
/// assert_eq!(error.to_string(), "reading the span takes 2147483648 bytes, and of 1073741824 too few are free");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotHeld {
    /// Part of it, or all, was let go to stay within [`Limits::memory`](crate::Limits::memory).
    Missing(Spans),
    /// It is in files, and larger than what memory has room for.
    TooLarge {
        /// Bytes that reading it takes.
        bytes: usize,
        /// [`Limits::memory`](crate::Limits::memory).
        memory: usize,
    },
}

impl fmt::Display for NotHeld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(spans) => write!(f, "not all of the span is held any more (Unix seconds): {spans}"),
            Self::TooLarge { bytes, memory } => {
                write!(f, "reading the span takes {bytes} bytes, and of {memory} too few are free")
            }
        }
    }
}

impl std::error::Error for NotHeld {}
