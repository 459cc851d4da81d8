//! All streams of the service.

use std::{
    collections::{HashMap, HashSet},
    fmt, io,
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::SystemTime,
};

use bytes::Bytes;
use pili_auth::Clock;

use super::{
    Admission, Gate, Limits, LiveStats, Protocol, Publish, Refusal, RefusedBy, SecondPublisher, Segment,
    StreamId, Sum, TagKind, TrafficKey,
    archive::{Archive, SharedRecording, lock},
    budget::Budget,
    gate::Denied,
    history::History,
    live::{End, Live},
    meter::Meter,
    muxed::Muxed,
    spill,
    takeover::{self, Turn},
    traffic::{Counter, Traffic},
    viewer::Viewer,
};

/// Why a play is refused of what nobody publishes.
pub(crate) const NOT_LIVE: &str = "the stream is not live";

/// The media plane: all streams of a service. Cloning gives another handle.
///
/// What was published is listed for players of HLS, held as long as memory lasts, and counted; `Open` lets everybody in
/// ([`Gate`]):
///
/// ```
/// use std::{sync::Arc, time::Duration};
/// use pili_auth::Clock;
/// use pili_media::{HlsFile, Limits, Media, NoPlaylist, StreamId, rtmp};
/// use tokio::net::TcpListener;
/// # use pili_media::{Admission, Gate, Refusal};
/// # struct Open;
/// # impl Gate for Open {
/// #     fn admit_publish(&self, asked: &Admission) -> Result<StreamId, Refusal> { self.admit_play(asked) }
/// #     fn admit_play(&self, asked: &Admission) -> Result<StreamId, Refusal> { Ok(StreamId::new(&asked.app, &asked.name)) }
/// # }
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let media = Media::new(Arc::new(Open), Clock::system(), Limits::default());
/// let listener = TcpListener::bind("127.0.0.1:0").await?;
/// let address = listener.local_addr()?;
/// tokio::spawn(rtmp::serve(listener, media.clone()));
/// let clip = include_bytes!("../tests/data/clip.flv");
/// rtmp::publish(&format!("rtmp://{address}/shows/evening"), clip, rtmp::Pace::Fast).await?;
///
/// let evening = StreamId::new("shows", "evening");
/// let playlist = media.hls_playlist(&evening, |file| format!("evening/{file}")).await?;
/// assert!(playlist.ends_with("\nevening/0.ts\n"));
/// let file = media.hls_file(&evening, HlsFile::TransportStream(0), "play.example.com", address).await;
/// assert_eq!(media.traffic()[0].bytes, file.expect("it is listed").len() as u64);
/// assert_eq!(media.intake()[0].plays, 1);
///
/// let began = media.history(&evening)[0].started;
/// assert_eq!(media.spans(&evening, &(began..began + Duration::from_secs(60))).missing, []);
/// assert!(media.memory_used() < media.limits().memory);
///
/// let nobody = media.hls_playlist(&StreamId::new("shows", "morning"), |file| file.to_string()).await;
/// assert_eq!(nobody, Err(NoPlaylist::NotLive));
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Media(Arc<Shared>);

struct Shared {
    gate: Arc<dyn Gate>,
    clock: Clock,
    limits: Limits,
    streams: Mutex<Streams>,
    archive: Arc<Archive>,
    /// Whoever makes room holds it.
    room: Mutex<()>,
    /// Whoever reads segments back holds it.
    reading: Mutex<()>,
    traffic: Traffic,
    intake: Traffic,
    muxed: Muxed,
}

#[derive(Default)]
struct Streams {
    live: HashMap<StreamId, Arc<Live>>,
    /// What has ended, and is kept by viewers who wait for the next publish.
    ended: HashMap<StreamId, Weak<Live>>,
    /// Whose publish is just beginning or ending.
    turning: HashSet<StreamId>,
    history: History,
}

impl Media {
    /// A media plane that asks this gate, and takes its times from this clock. Example: [the crate's page](crate).
    pub fn new(gate: Arc<dyn Gate>, clock: Clock, limits: Limits) -> Self {
        let archive = Arc::new(Archive::new(Budget::new(limits.memory)));
        let (streams, traffic, intake) = (Mutex::default(), Traffic::default(), Traffic::default());
        let (room, reading) = (Mutex::default(), Mutex::default());
        let muxed = Muxed::new(limits.muxed);
        Self(Arc::new(Shared {
            gate,
            clock,
            limits,
            streams,
            archive,
            room,
            reading,
            traffic,
            intake,
            muxed,
        }))
    }

    /// Writes recordings into a folder from now on: what memory has no room for is read back from there, and what was
    /// recorded before is there again. Call it before the first publish.
    ///
    /// The folder is made if need be, for nobody else to read. Each segment is an FLV file in it, written in the
    /// background: see [`written`](Self::written). Files that are not whole are removed.
    ///
    /// ```
    /// # use std::{sync::Arc, time::Duration};
    /// # use pili_auth::Clock;
    /// # use pili_media::{Admission, Gate, Limits, Media, Refusal, StreamId, rtmp};
    /// # use tokio::net::TcpListener;
    /// # struct Open;
    /// # impl Gate for Open {
    /// #     fn admit_publish(&self, asked: &Admission) -> Result<StreamId, Refusal> { self.admit_play(asked) }
    /// #     fn admit_play(&self, asked: &Admission) -> Result<StreamId, Refusal> { Ok(StreamId::new(&asked.app, &asked.name)) }
    /// # }
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let folder = tempfile::tempdir()?;
    /// # let folder = folder.path();
    /// # let listener = TcpListener::bind("127.0.0.1:0").await?;
    /// # let url = format!("rtmp://{}/shows/evening", listener.local_addr()?);
    /// let media = Media::new(Arc::new(Open), Clock::system(), Limits::default());
    /// media.record_to(folder)?;
    /// tokio::spawn(rtmp::serve(listener, media.clone()));
    /// rtmp::publish(&url, include_bytes!("../tests/data/clip.flv"), rtmp::Pace::Fast).await?;
    ///
    /// let evening = StreamId::new("shows", "evening");
    /// media.hls_playlist(&evening, |file| file.to_string()).await?; // Waits until a segment is complete.
    /// media.written().await;
    ///
    /// let later = Media::new(Arc::new(Open), Clock::system(), Limits::default());
    /// later.record_to(folder)?;
    /// let began = media.history(&evening)[0].started;
    /// assert_eq!(later.recorded(&evening, began..began + Duration::from_secs(60)).await?.len(), 1);
    /// # Ok(()) }
    /// ```
    /// # Errors
    /// The folder cannot be read or written to, or there is one already.
    pub fn record_to(&self, folder: &Path) -> io::Result<()> {
        self.0.archive.write_to(folder)
    }

    /// The stream at this moment; `None` if nobody publishes it. Example: [the crate's page](crate).
    pub fn live(&self, id: &StreamId) -> Option<LiveStats> {
        self.find(id).map(|live| live.stats())
    }

    /// All live streams, in order of their ids: one in [`LiveStats`].
    pub fn live_ids(&self) -> Vec<StreamId> {
        let mut ids: Vec<_> = self.streams().live.keys().cloned().collect();
        ids.sort();
        ids
    }

    /// Ends a publish and all its plays, as in the end of [`LiveStats`]; publisher and players are told the reason. `false` if
    /// nobody publishes.
    pub fn cut(&self, id: &StreamId, reason: &str) -> bool {
        let live = self.find(id);
        live.inspect(|live| live.finish(End::Cut(reason.to_owned()))).is_some()
    }

    /// Ends the plays of a client, by the address that [`LiveStats::viewers`] tells ([`LiveStats`]); `false` if it has none.
    /// A player of HLS has no connection that could be ended.
    pub fn kick(&self, id: &StreamId, client: SocketAddr) -> bool {
        self.find(id).is_some_and(|live| live.kick(client))
    }

    /// Forgets what was published and recorded, but for what is live: histories, segments and their files. What was
    /// [counted](Media) stays.
    pub fn forget_all(&self) {
        let mut streams = self.streams();
        let Streams { live, history, .. } = &mut *streams;
        history.keep(|id| live.contains_key(id));
        let files = self.0.archive.keep(|id| live.contains_key(id));
        drop(streams);
        spill::remove(files);
    }

    /// All publishes of a stream, oldest first, the last thousand of those that are over; the last has no end while it
    /// lasts. [`Media`] asks when one began.
    pub fn history(&self, id: &StreamId) -> Vec<Publish> {
        let streams = self.streams();
        let mut publishes = streams.history.of(id);
        publishes.extend(streams.live.get(id).map(|live| live.publish.clone()));
        publishes
    }

    /// Adds a publish of an earlier service, made by [`Publish::over`], to the [history](Self::history): the oldest first,
    /// before any begins.
    pub fn remember(&self, publish: Publish) {
        self.streams().history.ended(publish);
    }

    /// Plays and bytes sent since the service began, by stream, protocol and domain: in [`Media`] one file of HLS.
    pub fn traffic(&self) -> Vec<Sum> {
        self.0.traffic.sums()
    }

    /// Publishes and bytes received since the service began, by stream, protocol and domain: in [`Media`] one clip.
    pub fn intake(&self) -> Vec<Sum> {
        self.0.intake.sums()
    }

    /// Bytes that are held of live streams and recordings, of [`Limits::memory`], as [`Media`] compares them.
    pub fn memory_used(&self) -> usize {
        self.0.archive.budget().used()
    }

    /// The bounds that it was [given](Media).
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// Asks the gate, and makes the stream live.
    pub(crate) fn publish(&self, request: Admission, server: SocketAddr) -> Result<Publication, Denied> {
        let deny = |refusal, by| {
            self.0.gate.publish_refused(&request, &refusal, by);
            Denied { refusal, by }
        };
        let id = self.0.gate.admit_publish(&request).map_err(|refusal| deny(refusal, RefusedBy::Gate))?;
        self.begin(id, &request, server).map_err(|refusal| deny(refusal, RefusedBy::Publisher))
    }

    /// Makes the stream live, unless it is.
    fn begin(&self, id: StreamId, request: &Admission, server: SocketAddr) -> Result<Publication, Refusal> {
        let publish = Publish {
            id: id.clone(),
            protocol: request.protocol,
            domain: request.domain.clone(),
            query: request.query.clone(),
            client: request.peer,
            server,
            started: self.0.clock.now(),
            ended: None,
            cut: None,
        };
        self.check_room()?;
        let budget = self.0.archive.budget().clone();
        let live = Arc::new(Live::new(publish.clone(), self.0.limits.tape, budget));
        let second = self.0.gate.second_publisher(&publish);
        let present = self.streams().begin(&live, second, &self.0.limits)?;
        let recording = self.0.archive.of(&id);
        let _turn = Turn::new(self, &id);
        if let Some((present, reason)) = present {
            self.hand_over(&present, &live, reason, &recording);
        }
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
        Some(Viewer::new(live, self.meter(key, client), self.0.limits.return_of_publisher))
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

    pub(super) fn muxed(&self) -> &Muxed {
        &self.0.muxed
    }

    pub(super) fn recording(&self, id: &StreamId) -> Option<SharedRecording> {
        self.0.archive.find(id)
    }

    pub(super) fn archive(&self) -> &Arc<Archive> {
        &self.0.archive
    }

    pub(super) fn room(&self) -> &Mutex<()> {
        &self.0.room
    }

    pub(super) fn reading(&self) -> &Mutex<()> {
        &self.0.reading
    }

    pub(super) fn lives(&self) -> Vec<Arc<Live>> {
        self.streams().live.values().cloned().collect()
    }

    pub(super) fn find(&self, id: &StreamId) -> Option<Arc<Live>> {
        self.streams().live.get(id).cloned()
    }

    fn streams(&self) -> MutexGuard<'_, Streams> {
        self.0.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn gate(&self) -> &dyn Gate {
        &*self.0.gate
    }

    pub(super) fn announce(&self, id: &StreamId, segment: Option<Arc<Segment>>) {
        if let Some(segment) = segment {
            self.0.archive.wake();
            self.0.gate.segmented(id, &segment);
        }
    }

    pub(super) fn end_turn(&self, id: &StreamId) {
        self.streams().turning.remove(id);
    }

    /// Ends a publish, unless another has taken its place.
    fn end(&self, live: &Arc<Live>, recording: &SharedRecording) {
        let id = &live.publish.id;
        if !self.streams().begin_end(live) {
            return;
        }
        let _turn = Turn::new(self, id);
        live.finish(End::Stopped);
        let last = lock(recording).finish(self.now());
        self.announce(id, last);
        let publish = Publish { ended: Some(self.0.clock.now()), cut: live.cut(), ..live.publish.clone() };
        self.streams().ended(publish.clone());
        self.0.gate.unpublished(&publish);
    }
}

/// Who published a stream so far, and why no longer.
type Present = Option<(Arc<Live>, String)>;

impl Streams {
    /// Makes a stream live, if nobody publishes it who does not give way.
    fn begin(
        &mut self,
        live: &Arc<Live>,
        second: SecondPublisher,
        limits: &Limits,
    ) -> Result<Present, Refusal> {
        let id = &live.publish.id;
        let refusal = || Refusal::new(format!("the stream {} is already publishing", id.key));
        let present = self.live.get(id).cloned();
        let reason = present.as_ref().map(|present| takeover::reason(present, second, limits.frozen));
        let reason = reason.map(|reason| reason.ok_or_else(refusal)).transpose()?;
        if !self.turning.insert(id.clone()) {
            return Err(refusal());
        }
        if let Some(before) = self.ended.remove(id).and_then(|before| before.upgrade()) {
            before.succeed(live);
        }
        self.live.insert(id.clone(), live.clone());
        let present = present.zip(reason);
        if let Some((present, _)) = &present {
            let ended = Some(live.publish.started);
            self.history.ended(Publish { ended, ..present.publish.clone() });
        }
        Ok(present)
    }

    /// Whether a publish is the present one, and so can end.
    fn begin_end(&mut self, live: &Arc<Live>) -> bool {
        let id = &live.publish.id;
        let is_present = self.live.get(id).is_some_and(|present| Arc::ptr_eq(present, live));
        is_present && self.turning.insert(id.clone())
    }

    fn ended(&mut self, publish: Publish) {
        self.ended.retain(|_, live| live.strong_count() > 0);
        let ended = self.live.remove(&publish.id).map(|live| Arc::downgrade(&live));
        self.ended.extend(ended.map(|live| (publish.id.clone(), live)));
        self.history.ended(publish);
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
        let ended = {
            let mut recording = lock(&self.recording);
            // Looked at under the lock: from then on the recording is another's.
            if self.live.is_taken_over() {
                return;
            }
            recording.push(frame, now, || self.live.setup())
        };
        self.media.announce(&self.live.publish.id, ended);
        self.media.make_room();
    }

    /// Ends the stream for this reason.
    #[cfg(feature = "srt")]
    pub(crate) fn end(&self, reason: String) {
        self.live.finish(End::Cut(reason));
    }

    /// Waits until somebody cuts the stream, and says why.
    pub(crate) async fn cut(&self) -> String {
        let mut end = self.live.end.subscribe();
        let reason = match end.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(End::Cut(reason) | End::TakenOver(reason))) => Some(reason.clone()),
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
        self.media.end(&self.live, &self.recording);
    }
}
