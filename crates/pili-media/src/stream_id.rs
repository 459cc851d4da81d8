use std::fmt;

/// A stream of this service: for Pili a hub and a stream key, for OSS a bucket and a channel.
///
/// Example: [the crate's page](crate).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamId {
    /// What streams lie in: a hub, or a bucket.
    pub space: String,
    /// Its name in there.
    pub key: String,
}

impl StreamId {
    /// The stream of this name. Example: [the crate's page](crate).
    pub fn new(space: impl Into<String>, key: impl Into<String>) -> Self {
        Self { space: space.into(), key: key.into() }
    }
}

/// As `space/key`.
impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.space, self.key)
    }
}
