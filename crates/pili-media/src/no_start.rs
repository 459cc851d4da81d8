use std::{fmt, time::Duration};

/// A live stream that a new viewer cannot begin with: its last key frame is further back than what is kept for viewers.
/// The encoder has to send key frames more often ([`Gops::max_ms`](crate::Gops::max_ms)), or
/// [`Limits`](crate::Limits) to allow for more.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoStart {
    /// How long the viewer waited for another key frame.
    pub waited: Duration,
    /// Bytes kept for viewers: [`Limits::tape`](crate::Limits::tape).
    pub kept: usize,
    /// How far the last key frames were apart at most; `None` if there was one.
    pub key_frames: Option<Duration>,
}

impl fmt::Display for NoStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { waited, kept, key_frames } = self;
        write!(
            f,
            "no key frame came in {waited:.1?}, and the last is further back than the {kept} bytes kept for viewers: "
        )?;
        match key_frames {
            Some(apart) => write!(f, "key frames are up to {apart:.1?} apart; ")?,
            None => f.write_str("since the publish began one key frame came; ")?,
        }
        f.write_str("set the encoder to send them more often")
    }
}

impl std::error::Error for NoStart {}
