use std::time::Duration;

/// How a stream is cut into segments, and how many a live playlist lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segmenting {
    /// A segment lasts at least this long, and then up to the next key frame: 5 s.
    pub target: Duration,
    /// Segments in a live playlist: 3.
    pub listed: usize,
}

impl Default for Segmenting {
    fn default() -> Self {
        Self { target: Duration::from_secs(5), listed: 3 }
    }
}
