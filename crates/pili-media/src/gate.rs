//! Who may publish and play: asked before anything is looked up.

use std::{net::SocketAddr, sync::Arc};

use crate::{Protocol, Publish, SecondPublisher, Segment, Segmenting, StreamId, ViewerStats};

/// Decides on every publish and play, and hears of what came of it. Whoever runs the media plane implements it.
///
/// All of it is called on tasks that carry media, so none of it may block. Who may come in is on [the crate's page](crate);
/// this one lets everybody in, cuts a segment a second, and tells when a publish is over:
///
/// ```
/// use std::{sync::Arc, time::Duration};
/// use pili_auth::Clock;
/// use pili_media::{Admission, Gate, Limits, Media, Publish, Refusal, Segmenting, StreamId, rtmp};
/// use tokio::{net::TcpListener, sync::mpsc::{UnboundedSender, unbounded_channel}};
///
/// struct Studio(UnboundedSender<Publish>);
///
/// impl Gate for Studio {
///     fn admit_publish(&self, asked: &Admission) -> Result<StreamId, Refusal> {
///         self.admit_play(asked)
///     }
///
///     fn admit_play(&self, asked: &Admission) -> Result<StreamId, Refusal> {
///         Ok(StreamId::new(&asked.app, &asked.name))
///     }
///
///     fn segmenting(&self, _: &Publish) -> Segmenting {
///         Segmenting { target: Duration::from_secs(1), ..Segmenting::default() }
///     }
///
///     fn unpublished(&self, publish: &Publish) {
///         let _ = self.0.send(publish.clone()); // Nobody need listen.
///     }
/// }
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (studio, mut over) = unbounded_channel();
/// let media = Media::new(Arc::new(Studio(studio)), Clock::system(), Limits::default());
/// let listener = TcpListener::bind("127.0.0.1:0").await?;
/// let address = listener.local_addr()?;
/// tokio::spawn(rtmp::serve(listener, media.clone()));
/// let clip = include_bytes!("../tests/data/clip.flv");
/// rtmp::publish(&format!("rtmp://{address}/shows/evening"), clip, rtmp::Pace::Fast).await?;
///
/// let publish = over.recv().await.expect("it is told");
/// assert!(publish.ended >= Some(publish.started) && publish.cut.is_none());
/// let minute = publish.started..publish.started + Duration::from_secs(60);
/// assert_eq!(media.recorded(&publish.id, minute).await?.len(), 3);
/// # Ok(()) }
/// ```
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

    /// What becomes of this publisher, who was admitted, if another publishes the stream: it is refused, unless the gate
    /// [says otherwise](SecondPublisher).
    fn second_publisher(&self, _publish: &Publish) -> SecondPublisher {
        SecondPublisher::default()
    }

    /// How a publish is cut into segments: as [by default](Segmenting), unless the gate says otherwise.
    fn segmenting(&self, _publish: &Publish) -> Segmenting {
        Segmenting::default()
    }

    /// A segment is complete, of those that [`Segment`] makes files of. Called outside all locks, on the publisher's task.
    fn segmented(&self, _id: &StreamId, _segment: &Arc<Segment>) {}

    /// A publish has begun: the one before has ended. Called outside all locks, with what [`Gate`] keeps of it when it ends.
    fn published(&self, _publish: &Publish) {}

    /// A publish has ended; `publish.ended` says when. Called outside all locks, once its last segment is complete, as
    /// [`Gate`] counts on.
    fn unpublished(&self, _publish: &Publish) {}

    /// A publisher was turned away, as the one without the word on [the crate's page](crate).
    fn publish_refused(&self, _request: &Admission, _refusal: &Refusal, _by: RefusedBy) {}

    /// A player was turned away: by this [gate](Gate), or because nobody publishes.
    fn play_refused(&self, _request: &Admission, _refusal: &Refusal, _by: RefusedBy) {}

    /// A play has begun, and [counts](crate::LiveStats) among the viewers. It may be called under a lock of the stream's, so
    /// it must ask the media plane nothing.
    fn played(&self, _id: &StreamId, _viewer: &ViewerStats) {}

    /// A play has ended, with these figures, which it had in [`LiveStats`](crate::LiveStats). As [`played`](Self::played). A
    /// player of HLS, who only comes now and then, has gone once it is missed for 10 s.
    fn unplayed(&self, _id: &StreamId, _viewer: &ViewerStats) {}
}

/// What stood in the way of a publisher or a player, as a [`Gate`] hears it.
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
