//! Who may publish and play: asked before anything is looked up.

use std::{net::SocketAddr, sync::Arc};

use crate::{Protocol, Publish, SecondPublisher, Segment, Segmenting, StreamId, ViewerStats};

/// Decides on every publish and play, and hears of what came of it. Whoever runs the media plane implements it.
///
/// All of it is called on tasks that carry media, so none of it may block.
///
/// Example: [the crate's page](crate).
pub trait Gate: Send + Sync + 'static {
    /// Names the stream that this publisher may feed, or says why not. Example: [the crate's page](crate).
    ///
    /// # Errors
    /// The reason, which the publisher is told.
    fn admit_publish(&self, request: &Admission) -> Result<StreamId, Refusal>;

    /// Names the stream that this player may see, or says why not. Example: [the crate's page](crate).
    ///
    /// # Errors
    /// The reason, which the player is told.
    fn admit_play(&self, request: &Admission) -> Result<StreamId, Refusal>;

    /// What becomes of this publisher, who was admitted, if another publishes the stream.
    fn second_publisher(&self, _publish: &Publish) -> SecondPublisher {
        SecondPublisher::default()
    }

    /// How a publish is cut into segments.
    fn segmenting(&self, _publish: &Publish) -> Segmenting {
        Segmenting::default()
    }

    /// A segment is complete. Called outside all locks, on the publisher's task.
    fn segmented(&self, _id: &StreamId, _segment: &Arc<Segment>) {}

    /// A publish has begun: the one before has ended. Called outside all locks.
    fn published(&self, _publish: &Publish) {}

    /// A publish has ended; `publish.ended` says when. Called outside all locks.
    fn unpublished(&self, _publish: &Publish) {}

    /// A publisher was turned away.
    fn publish_refused(&self, _request: &Admission, _refusal: &Refusal, _by: RefusedBy) {}

    /// A player was turned away.
    fn play_refused(&self, _request: &Admission, _refusal: &Refusal, _by: RefusedBy) {}

    /// A play has begun. It may be called under a lock of the stream's, so it must ask the media plane nothing.
    fn played(&self, _id: &StreamId, _viewer: &ViewerStats) {}

    /// A play has ended, with these figures. As [`played`](Self::played). A player of HLS, who only comes now and then,
    /// has gone once it is missed.
    fn unplayed(&self, _id: &StreamId, _viewer: &ViewerStats) {}
}

/// What stood in the way of a publisher or a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusedBy {
    /// The gate, with its reason.
    Gate,
    /// Somebody else publishes the stream.
    Publisher,
    /// Nobody publishes the stream.
    Silence,
}

/// What a client asked for, byte for byte.
///
/// Example: [the crate's page](crate).
#[derive(Clone, Debug)]
pub struct Admission {
    /// By which it is asked.
    pub protocol: Protocol,
    /// `host[:port]` of the `tcUrl`, over SRT the item `domain` of the stream id; empty if the client sent none.
    pub domain: String,
    /// The application, which for Pili is the hub.
    pub app: String,
    /// The stream name up to the first `?`.
    pub name: String,
    /// What follows the name in a URL over HTTP: `.flv` and the like.
    pub extension: &'static str,
    /// What follows the first `?`, exactly as sent; over SRT the other items of the stream id, but `h` and `m`, with `&`
    /// between them.
    pub query: Option<String>,
    /// Who asks.
    pub peer: SocketAddr,
}

/// Why a publish or play was turned away; the reason reaches the client.
///
/// Example: [the crate's page](crate).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

/// What became of a publish that was turned away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Denied {
    pub(crate) refusal: Refusal,
    pub(crate) by: RefusedBy,
}

impl Refusal {
    /// For this reason. Example: [the crate's page](crate).
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}
