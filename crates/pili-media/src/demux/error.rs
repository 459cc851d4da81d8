use std::fmt;

use crate::Codec;

/// Why a transport stream cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DemuxError {
    /// All its pictures, or all its sound, are encoded in a way that is not taken.
    Coding(&'static str),
    /// No program came.
    NoProgram,
    /// The parameter sets of its pictures cannot be read.
    ParameterSets(Codec),
    /// A frame has more bytes than this.
    TooLarge(usize),
}

impl fmt::Display for DemuxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Coding(name) => write!(
                f,
                "the transport stream carries {name}, which is not taken: send H.264 or HEVC, and AAC, MP3 or Opus"
            ),
            Self::NoProgram => f.write_str("it is no MPEG transport stream with a program"),
            Self::ParameterSets(codec) => {
                write!(f, "the parameter sets of its pictures ({codec}) cannot be read")
            }
            Self::TooLarge(most) => write!(f, "a frame has more than {most} bytes"),
        }
    }
}

impl std::error::Error for DemuxError {}
