//! All streams of the service.

use std::{
    collections::HashMap,
    fmt,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use bytes::Bytes;
use pili_auth::Clock;

use super::{
    Admission, Gate, Limits, LiveStats, Protocol, Publish, Refusal, RefusedBy, Segment, StreamId, Sum,
    TagKind, TrafficKey,
    archive::{Archive, SharedRecording, lock},
    history::History,
    live::{End, Live},
    meter::Meter,
    traffic::{Counter, Traffic},
    viewer::Viewer,
};

/// Why a play is refused of what nobody publishes.
pub(crate) const NOT_LIVE: &str = "the stream is not live";

/// The media plane: all streams of a service. Cloning gives another handle.
#[derive(Clone)]
pub struct Media(Arc<Shared>);

struct Shared {
    gate: Arc<dyn Gate>,
    clock: Clock,
    limits: Limits,
    streams: Mutex<Streams>,
    traffic: Traffic,
    intake: Traffic,
}

#[derive(Default)]
struct Streams {
    live: HashMap<StreamId, Arc<Live>>,
    history: History,
    archive: Archive,
}

impl Media {
    /// A media plane that asks this gate, and takes its times from this clock.
    pub fn new(gate: Arc<dyn Gate>, clock: Clock, limits: Limits) -> Self {
        let (streams, traffic, intake) = (Mutex::default(), Traffic::default(), Traffic::default());
        Self(Arc::new(Shared { gate, clock, limits, streams, traffic, intake }))
    }

    /// The stream at this moment; `None` if nobody publishes it.
    pub fn live(&self, id: &StreamId) -> Option<LiveStats> {
        self.find(id).map(|live| live.stats())
    }

    /// All live streams, in order of their ids.
    pub fn live_ids(&self) -> Vec<StreamId> {
        let mut ids: Vec<_> = self.streams().live.keys().cloned().collect();
        ids.sort();
        ids
    }

    /// Ends a publish and all its plays; `false` if nobody publishes.
    pub fn cut(&self, id: &StreamId, reason: &str) -> bool {
        let live = self.find(id);
        live.inspect(|live| live.finish(End::Cut(reason.to_owned()))).is_some()
    }

    /// Ends the plays of a client, by the address that [`ViewerStats`](crate::ViewerStats) tells; `false` if it has none.
    /// A player of HLS has no connection that could be ended.
    pub fn kick(&self, id: &StreamId, client: SocketAddr) -> bool {
        self.find(id).is_some_and(|live| live.kick(client))
    }

    /// Forgets what was published and recorded, but for what is live.
    pub fn forget_all(&self) {
        let mut streams = self.streams();
        let Streams { live, history, archive } = &mut *streams;
        history.keep(|id| live.contains_key(id));
        archive.keep(|id| live.contains_key(id));
    }

    /// All publishes of a stream, oldest first; the last has no end while it lasts.
    pub fn history(&self, id: &StreamId) -> Vec<Publish> {
        let streams = self.streams();
        let mut publishes = streams.history.of(id);
        publishes.extend(streams.live.get(id).map(|live| live.publish.clone()));
        publishes
    }

    /// Plays and bytes sent since the service began.
    pub fn traffic(&self) -> Vec<Sum> {
        self.0.traffic.sums()
    }

    /// Publishes and bytes received since the service began.
    pub fn intake(&self) -> Vec<Sum> {
        self.0.intake.sums()
    }

    /// What it was given.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// Asks the gate, and makes the stream live.
    pub(crate) fn publish(&self, request: Admission, server: SocketAddr) -> Result<Publication, Refusal> {
        let refused = |refusal: &Refusal, by| self.0.gate.publish_refused(&request, refusal, by);
        let id = self.0.gate.admit_publish(&request);
        let id = id.inspect_err(|refusal| refused(refusal, RefusedBy::Gate))?;
        let begun = self.begin(id, &request, server);
        begun.inspect_err(|refusal| refused(refusal, RefusedBy::Publisher))
    }

    /// Makes the stream live, unless it is.
    fn begin(&self, id: StreamId, request: &Admission, server: SocketAddr) -> Result<Publication, Refusal> {
        let publish = Publish {
            id: id.clone(),
            domain: request.domain.clone(),
            query: request.query.clone(),
            client: request.peer,
            server,
            started: self.0.clock.now(),
            ended: None,
            cut: None,
        };
        let live = Arc::new(Live::new(publish.clone(), self.0.limits.tape));
        let mut streams = self.streams();
        if streams.live.contains_key(&id) {
            return Err(Refusal::new(format!("the stream {} is already publishing", id.key)));
        }
        let recording = streams.open_recording(&id, &self.0.limits);
        streams.live.insert(id, live.clone());
        drop(streams);
        self.0.gate.published(&publish);
        lock(&recording).begin(publish.started, self.0.gate.segmenting(&publish));
        let key = TrafficKey { id: publish.id, protocol: request.protocol, domain: request.domain.clone() };
        Ok(Publication { media: self.clone(), live, recording, received: self.0.intake.play(key) })
    }

    /// Asks the gate, and joins the stream if it is live.
    pub(crate) fn play(&self, request: Admission) -> Result<Option<Viewer>, Refusal> {
        let refused = |refusal: &Refusal, by| self.0.gate.play_refused(&request, refusal, by);
        let id = self.0.gate.admit_play(&request);
        let id = id.inspect_err(|refusal| refused(refusal, RefusedBy::Gate))?;
        let viewer = self.view(&id, request.protocol, request.domain.clone(), request.peer);
        if viewer.is_none() {
            refused(&Refusal::new(NOT_LIVE), RefusedBy::Silence);
        }
        Ok(viewer)
    }

    /// Joins a stream without asking; `None` if it is not live.
    pub(crate) fn view(
        &self,
        id: &StreamId,
        protocol: Protocol,
        domain: String,
        client: SocketAddr,
    ) -> Option<Viewer> {
        let live = self.find(id)?;
        let key = TrafficKey { id: id.clone(), protocol, domain };
        Some(Viewer::new(live, self.meter(key, client)))
    }

    /// The meter of one more play.
    pub(super) fn meter(&self, key: TrafficKey, client: SocketAddr) -> Meter {
        let total = self.0.traffic.play(key.clone());
        Meter::new(self.0.gate.clone(), key, client, self.0.clock.now(), total)
    }

    pub(super) fn now(&self) -> SystemTime {
        self.0.clock.now()
    }

    pub(super) fn count(&self, key: TrafficKey, bytes: usize) {
        self.0.traffic.counter(key).add(bytes);
    }

    pub(super) fn recording(&self, id: &StreamId) -> Option<SharedRecording> {
        self.streams().archive.find(id)
    }

    pub(super) fn find(&self, id: &StreamId) -> Option<Arc<Live>> {
        self.streams().live.get(id).cloned()
    }

    fn streams(&self) -> MutexGuard<'_, Streams> {
        self.0.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, live: &Arc<Live>) {
        live.finish(End::Stopped);
        let publish = Publish { ended: Some(self.0.clock.now()), cut: live.cut(), ..live.publish.clone() };
        let mut streams = self.streams();
        streams.live.remove(&publish.id);
        streams.history.ended(publish.clone());
        drop(streams);
        self.0.gate.unpublished(&publish);
    }
}

impl Streams {
    fn open_recording(&mut self, id: &StreamId, limits: &Limits) -> SharedRecording {
        let live = &self.live;
        self.archive.open(id, limits, |id| live.contains_key(id))
    }
}

impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Media").field("live", &self.live_ids()).finish_non_exhaustive()
    }
}

/// The right to feed a stream; dropping it ends the publish.
#[derive(Debug)]
pub(crate) struct Publication {
    media: Media,
    live: Arc<Live>,
    recording: SharedRecording,
    received: Arc<Counter>,
}

impl Publication {
    pub(crate) fn push(&self, kind: TagKind, timestamp: u32, body: &Bytes) {
        self.received.add(body.len());
        let Some(frame) = self.live.push(kind, timestamp, body) else { return };
        let now = self.media.now();
        let ended = lock(&self.recording).push(frame, now, || self.live.setup());
        self.announce(ended);
    }

    fn announce(&self, segment: Option<Arc<Segment>>) {
        if let Some(segment) = segment {
            self.media.0.gate.segmented(&self.live.publish.id, &segment);
        }
    }

    /// Waits until somebody cuts the stream, and says why.
    pub(crate) async fn cut(&self) -> String {
        let mut end = self.live.end.subscribe();
        let reason = match end.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(End::Cut(reason))) => Some(reason.clone()),
            _ => None,
        };
        match reason {
            Some(reason) => reason,
            None => std::future::pending().await,
        }
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        let last = lock(&self.recording).finish(self.media.now());
        self.announce(last);
        self.media.end(&self.live);
    }
}
