//! A recorded span as one file, [FLV](flv) or [MP4](mp4): [`Segment`] shows one from publish to file.

use std::{fmt, sync::Arc};

use crate::{Codec, Segment, frame::Frame};

mod flv_file;
mod mp4;
mod mp4_index;
mod ordered;

pub use flv_file::flv;
pub use mp4::mp4;

/// Why a span cannot be written in a format.
///
/// ```
/// use pili_media::export::{self, ExportError};
///
/// assert_eq!(export::mp4(&[]), Err(ExportError::Empty));
/// assert_eq!(ExportError::Empty.to_string(), "nothing was recorded in that span");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportError {
    /// Nothing was recorded.
    Empty,
    /// This codec is not supported there.
    Codec(Codec),
    /// This codec's configuration, without which nobody can decode it, was not sent or cannot be read.
    Config(Codec),
    /// The sound has several sample rates, of which a track in MP4 has one.
    Rates,
    /// The file could not be put together.
    Mux(String),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing was recorded in that span"),
            Self::Codec(codec) => write!(f, "{codec} is not supported in this format"),
            Self::Config(codec) => write!(f, "no configuration of {codec} was sent that can be read"),
            Self::Rates => f.write_str("the sample rate of the sound changes, which a track in MP4 cannot"),
            Self::Mux(error) => f.write_str(error),
        }
    }
}

impl std::error::Error for ExportError {}

/// Segments, and where the first picture of each is in milliseconds.
fn placed(segments: &[Arc<Segment>]) -> impl Iterator<Item = (&Arc<Segment>, u64)> {
    segments.iter().scan(lead(segments), |time, segment| {
        let offset = *time;
        *time += segment.duration.as_millis() as u64;
        Some((segment, offset))
    })
}

/// How much older than its first picture the first sound is: it begins the file.
fn lead(segments: &[Arc<Segment>]) -> u64 {
    let times = || segments.iter().take(1).flat_map(|first| first.frames.iter()).map(|frame| frame.time);
    let first = times().next().unwrap_or(0);
    first.saturating_sub(times().min().unwrap_or(first))
}

/// Where a frame is, in milliseconds. In a later segment sound may be a little older than the picture that its segment begins with.
fn placed_at(segment: &Segment, offset: u64, frame: &Frame) -> u64 {
    (offset + frame.time).saturating_sub(segment.frames.first().map_or(0, |first| first.time))
}
