//! A recorded span as one file.

use std::{fmt, sync::Arc};

use bytes::{Bytes, BytesMut};

use crate::{Segment, flv, frame::Frame};

mod mp4;

pub use mp4::mp4;

/// Why a span cannot be written in a format.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportError {
    /// Nothing was recorded.
    Empty,
    /// This codec is not supported there.
    Codec(&'static str),
    /// The file could not be put together.
    Mux(String),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing was recorded in that span"),
            Self::Codec(codec) => write!(f, "{codec} is not supported in this format"),
            Self::Mux(error) => f.write_str(error),
        }
    }
}

impl std::error::Error for ExportError {}

/// Segments as an FLV file, whose time runs from zero without the gaps between publishes.
///
/// # Errors
/// [`ExportError::Empty`] for no segments.
pub fn flv(segments: &[Arc<Segment>]) -> Result<Bytes, ExportError> {
    let first = segments.first().ok_or(ExportError::Empty)?;
    let mut file = BytesMut::from(&flv::file_header(first.setup.has_audio, first.setup.has_video)[..]);
    for (segment, offset) in placed(segments) {
        let setup = (offset == 0 || segment.is_break).then(|| segment.setup.frames());
        for frame in setup.into_iter().flatten() {
            write(&mut file, &frame, offset);
        }
        for frame in &segment.frames {
            write(&mut file, frame, placed_at(segment, offset, frame));
        }
    }
    Ok(file.freeze())
}

/// Segments, and where each begins in milliseconds.
fn placed(segments: &[Arc<Segment>]) -> impl Iterator<Item = (&Arc<Segment>, u64)> {
    segments.iter().scan(0, |time, segment| {
        let offset = *time;
        *time += segment.duration.as_millis() as u64;
        Some((segment, offset))
    })
}

/// Where a frame is, in milliseconds. Sound may be a little older than the picture that its segment begins with.
fn placed_at(segment: &Segment, offset: u64, frame: &Frame) -> u64 {
    (offset + frame.time).saturating_sub(segment.frames.first().map_or(0, |first| first.time))
}

fn write(file: &mut BytesMut, frame: &Frame, time: u64) {
    frame.flv(time as u32).iter().for_each(|part| file.extend_from_slice(part));
}
