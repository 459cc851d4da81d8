//! Who may publish and play: asked before anything is looked up.

use std::{
    fmt,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, SystemTime},
};

use super::segment::Segment;

/// Decides on every publish and play, and hears of what came of it. The API half implements it.
pub(crate) trait Gate: Send + Sync + 'static {
    /// Names the stream that this publisher may feed, or says why not.
    fn admit_publish(&self, request: &Admission) -> Result<StreamId, Refusal>;

    /// Names the stream that this player may see, or says why not.
    fn admit_play(&self, request: &Admission) -> Result<StreamId, Refusal>;

    /// How a stream is cut into segments.
    fn segmenting(&self, _id: &StreamId) -> Segmenting {
        Segmenting::default()
    }

    /// A segment is complete. Called outside all locks, on the publisher's task.
    fn segmented(&self, _id: &StreamId, _segment: &Arc<Segment>) {}

    /// A publish has begun. Called outside all locks.
    fn published(&self, _publish: &Publish) {}

    /// A publish has ended; `publish.ended` says when. Called outside all locks.
    fn unpublished(&self, _publish: &Publish) {}
}

/// What a client asked for, byte for byte.
#[derive(Clone, Debug)]
pub(crate) struct Admission {
    pub(crate) protocol: Protocol,
    /// `host[:port]` of the `tcUrl`; empty if the client sent none.
    pub(crate) domain: String,
    /// The application, which for Pili is the hub.
    pub(crate) app: String,
    /// The stream name up to the first `?`.
    pub(crate) name: String,
    /// What follows the name in a URL over HTTP: `.flv` and the like.
    pub(crate) extension: &'static str,
    /// What follows the first `?`, exactly as sent.
    pub(crate) query: Option<String>,
    pub(crate) peer: SocketAddr,
}

/// A stream of this service: a Pili hub and stream key, or an OSS bucket and channel.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct StreamId {
    pub(crate) space: String,
    pub(crate) key: String,
}

impl StreamId {
    pub(crate) fn new(space: impl Into<String>, key: impl Into<String>) -> Self {
        Self { space: space.into(), key: key.into() }
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.space, self.key)
    }
}

/// How media travels to or from a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Protocol {
    Rtmp,
    Flv,
    Hls,
}

/// How a stream is cut into segments, and how many a live playlist lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segmenting {
    pub(crate) target: Duration,
    pub(crate) listed: usize,
}

impl Default for Segmenting {
    fn default() -> Self {
        Self { target: Duration::from_secs(5), listed: 3 }
    }
}

/// Why a publish or play was turned away; the reason reaches the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) String);

impl Refusal {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// One publish: its entry in the history.
#[derive(Clone, Debug)]
pub(crate) struct Publish {
    pub(crate) id: StreamId,
    pub(crate) domain: String,
    /// What followed the stream name's first `?`.
    pub(crate) query: Option<String>,
    pub(crate) client: SocketAddr,
    pub(crate) server: SocketAddr,
    pub(crate) started: SystemTime,
    /// `None` while it lasts.
    pub(crate) ended: Option<SystemTime>,
}
