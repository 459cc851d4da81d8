use std::time::Duration;

/// How a publish is cut into segments, and how the live playlist lists them: [`Gate::segmenting`](crate::Gate::segmenting)
/// says it.
///
/// ```
/// use std::time::Duration;
/// use pili_media::Segmenting;
///
/// // Viewers are nearer to the present, at the price of more requests.
/// let short = Segmenting { target: Duration::from_secs(2), ..Segmenting::default() };
/// assert_eq!((short.listed, short.grace), (3, Duration::from_secs(10)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segmenting {
    /// A segment lasts at least this long, and then up to the next key frame: 5 s.
    pub target: Duration,
    /// Segments in a live playlist: 3.
    pub listed: usize,
    /// How long a publisher may be gone before the live playlist ends: 10 s.
    pub grace: Duration,
}

impl Default for Segmenting {
    fn default() -> Self {
        Self { target: Duration::from_secs(5), listed: 3, grace: Duration::from_secs(10) }
    }
}
