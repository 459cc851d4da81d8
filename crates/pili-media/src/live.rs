//! A stream while it is being published.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use tokio::{
    sync::watch,
    time::{Instant, timeout, timeout_at},
};

use super::{
    Gops, LiveStats, NoStart, Publish, TagKind,
    bell::Bell,
    budget::Budget,
    codec::{AudioHeader, AudioInfo, Part, VideoHeader, VideoInfo},
    frame::Frame,
    hls_viewers::HlsViewers,
    intake::Intake,
    meter::Meter,
    setup::Setup,
    tape::{Read, Tape},
    timeline::Timeline,
};

/// What publisher and viewers share. Nothing waits while it holds the lock.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) publish: Publish,
    state: Mutex<State>,
    pub(crate) bell: Bell,
    /// Why the stream ended.
    pub(crate) end: watch::Sender<Option<End>>,
    ended: OnceLock<Instant>,
    /// The publish that goes on with viewers.
    next: watch::Sender<Option<Arc<Live>>>,
}

/// From so many viewers on, what several frames bring is sent at once.
const CROWD: usize = 32;

/// Why a stream ended.
#[derive(Clone, Debug)]
pub(crate) enum End {
    /// The publisher stopped, or was lost.
    Stopped,
    /// Somebody said so; the reason is for the client.
    Cut(String),
    /// Another publisher came; the reason is for the one before.
    TakenOver(String),
}

#[derive(Debug)]
struct State {
    budget: Budget,
    tape: Tape,
    setup: Setup,
    timeline: Timeline,
    /// Whether the publisher's clock was set anew since the last frame that a viewer can start on.
    has_jumped: bool,
    intake: Intake,
    /// When the publisher last sent something.
    heard: Instant,
    gops: Gops,
    video: Option<VideoInfo>,
    audio: Option<AudioInfo>,
    viewers: HashMap<u64, Arc<Meter>>,
    next_viewer: u64,
    hls_viewers: HlsViewers,
    /// Whether it was told that viewers cannot come in at the last key frame.
    is_loss_told: bool,
}

/// Where a viewer came in.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) place: u64,
    pub(crate) frame: Arc<Frame>,
    pub(crate) setup: Setup,
}

impl Live {
    pub(crate) fn new(publish: Publish, tape_bytes: usize, budget: Budget) -> Self {
        let state = State {
            budget,
            tape: Tape::new(tape_bytes),
            setup: Setup::default(),
            timeline: Timeline::default(),
            has_jumped: false,
            intake: Intake::new(Instant::now()),
            heard: Instant::now(),
            gops: Gops::default(),
            video: None,
            audio: None,
            viewers: HashMap::new(),
            next_viewer: 0,
            hls_viewers: HlsViewers::default(),
            is_loss_told: false,
        };
        Self {
            publish,
            state: Mutex::new(state),
            bell: Bell::default(),
            end: watch::Sender::new(None),
            ended: OnceLock::new(),
            next: watch::Sender::new(None),
        }
    }

    /// Takes a message from the publisher; gives it back as it lies on the tape.
    pub(crate) fn push(&self, kind: TagKind, timestamp: u32, body: &Bytes) -> Option<Arc<Frame>> {
        let mut state = self.state();
        let frame = state.push(kind, timestamp, body)?;
        let (is_crowded, is_lost) = (state.viewers.len() >= CROWD, state.loses_start());
        let kept = state.tape.limit();
        self.bell.set_end(state.tape.end());
        drop(state);
        if is_lost {
            let id = &self.publish.id;
            tracing::warn!(%id, kept, "key frames are so far apart that later viewers wait for the next");
        }
        if is_crowded {
            self.bell.ring_soon()
        } else {
            self.bell.ring()
        }
        Some(frame)
    }

    pub(crate) fn setup(&self) -> Setup {
        self.state().setup.clone()
    }

    /// Ends the stream; the first reason stays.
    pub(crate) fn finish(&self, end: End) {
        self.ended.get_or_init(Instant::now);
        self.end.send_if_modified(|current| {
            let is_first = current.is_none();
            current.get_or_insert(end);
            is_first
        });
        self.bell.ring();
    }

    /// Why it was ended, if somebody did.
    pub(crate) fn cut(&self) -> Option<String> {
        match &*self.end.borrow() {
            Some(End::Cut(reason) | End::TakenOver(reason)) => Some(reason.clone()),
            _ => None,
        }
    }

    /// Another publish goes on with this one's viewers.
    pub(crate) fn succeed(&self, next: &Arc<Live>) {
        self.next.send_replace(Some(next.clone()));
    }

    /// The publish that goes on with viewers; `None` if none began within `patience` of the end.
    pub(crate) async fn successor(&self, patience: Duration) -> Option<Arc<Live>> {
        let ended = *self.ended.get_or_init(Instant::now);
        let mut next = self.next.subscribe();
        let next = timeout_at(ended + patience, next.wait_for(Option::is_some)).await.ok()?.ok()?;
        next.clone()
    }

    /// Waits until the stream has ended, and nobody has gone on with it.
    pub(crate) async fn over(self: Arc<Self>, patience: Duration) {
        let mut live = self;
        loop {
            let _ = live.end.subscribe().wait_for(Option::is_some).await;
            if matches!(*live.end.borrow(), Some(End::Cut(_))) {
                return;
            }
            let Some(next) = live.successor(patience).await else { return };
            live = next;
        }
    }

    /// Whether another publish goes on in place of this one.
    pub(crate) fn is_taken_over(&self) -> bool {
        matches!(*self.end.borrow(), Some(End::TakenOver(_)))
    }

    /// For how long the publisher has sent nothing.
    pub(crate) fn silent_for(&self) -> Duration {
        self.state().heard.elapsed()
    }

    /// Frames from one place to another, or up to the one with which they are enough to be sent at once.
    pub(crate) fn read(&self, place: u64, end: u64) -> Read {
        self.state().tape.read(place, end)
    }

    /// Where to come in now, if a key frame is at hand.
    pub(crate) fn enter(&self) -> Option<Entry> {
        let state = self.state();
        let place = state.tape.start()?;
        let frame = state.tape.frame(place)?.clone();
        Some(Entry { place, frame, setup: state.setup.clone() })
    }

    /// Waits for a key frame to come in at, where the last is held no more.
    pub(crate) async fn starts(&self, limit: Duration) -> Result<(), NoStart> {
        let (mut news, mut end) = (self.bell.listen(), self.end.subscribe());
        let found = async {
            while self.state().tape.has_lost_start() {
                tokio::select! {
                    _ = news.changed() => {}
                    _ = end.wait_for(Option::is_some) => return,
                }
            }
        };
        let in_time = timeout(limit, found).await;
        in_time.map_err(|_| {
            let state = self.state();
            let key_frames = state.gops.max_ms().map(Duration::from_millis);
            NoStart { waited: limit, kept: state.tape.limit(), key_frames }
        })
    }

    pub(crate) fn join(&self, meter: Arc<Meter>) -> u64 {
        let mut state = self.state();
        let number = state.next_viewer;
        state.next_viewer += 1;
        state.viewers.insert(number, meter);
        number
    }

    /// Bytes of its frames for viewers.
    pub(crate) fn weight(&self) -> usize {
        self.state().tape.weight()
    }

    /// Drops frames that only slow viewers still read.
    pub(crate) fn forget_past(&self) {
        self.state().tape.forget_past();
    }

    /// Drops frames, oldest first, until so many bytes of the budget are free or nothing is left to drop.
    pub(crate) fn forget_until_free(&self, bytes: usize) {
        let mut state = self.state();
        while !state.budget.has_room_for(bytes) && state.tape.forget_oldest() {}
    }

    /// A player of HLS comes for something.
    pub(super) fn meet(&self, address: IpAddr, domain: &str, new: impl FnOnce() -> Meter) -> Arc<Meter> {
        self.state().hls_viewers.meet(address, domain, new)
    }

    pub(crate) fn leave(&self, number: u64) {
        self.state().viewers.remove(&number);
    }

    /// Ends the plays of a client; `false` if it has none.
    pub(crate) fn kick(&self, client: SocketAddr) -> bool {
        let state = self.state();
        let plays: Vec<_> =
            state.viewers.values().filter(|meter| meter.client() == client).cloned().collect();
        drop(state);
        plays.iter().for_each(|meter| meter.kick());
        self.bell.ring();
        !plays.is_empty()
    }

    pub(crate) fn stats(&self) -> LiveStats {
        let state = self.state();
        let ([audio, video, data], [audio_fps, video_fps, data_fps]) = state.intake.rates(Instant::now());
        LiveStats {
            publish: self.publish.clone(),
            bps: audio + video + data,
            video_bps: video,
            audio_bps: audio,
            video_fps,
            audio_fps,
            data_fps,
            received: state.intake.bytes,
            gop: state.gops,
            video: state.video.clone(),
            audio: state.audio.clone(),
            viewers: state
                .viewers
                .values()
                .chain(state.hls_viewers.meters())
                .map(|meter| meter.stats())
                .collect(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn push(&mut self, kind: TagKind, timestamp: u32, body: &Bytes) -> Option<Arc<Frame>> {
        self.heard = Instant::now();
        self.intake.add(self.heard, kind, body.len());
        let frame = match kind {
            TagKind::Script => self.metadata(body),
            TagKind::Video => self.video(VideoHeader::parse(body)?, timestamp, body)?,
            TagKind::Audio => self.audio(AudioHeader::parse(body)?, timestamp, body)?,
        };
        self.tape.push(frame.clone());
        Some(frame)
    }

    /// Whether the last key frame is held no more, for the first time.
    fn loses_start(&mut self) -> bool {
        self.tape.has_lost_start() && !std::mem::replace(&mut self.is_loss_told, true)
    }

    fn metadata(&mut self, body: &Bytes) -> Arc<Frame> {
        let frame = self.beside(TagKind::Script, body);
        self.setup.metadata = Some(frame.clone());
        frame
    }

    fn video(&mut self, header: VideoHeader, timestamp: u32, body: &Bytes) -> Option<Arc<Frame>> {
        match header.part {
            Part::Other => None,
            Part::Extra => Some(self.frame(TagKind::Video, timestamp, false, body)),
            Part::Config if is_known(&self.setup.video, body) => None,
            Part::Config => {
                self.setup.video_codec = Some(header.codec);
                self.video = Some(VideoInfo::parse(header, body));
                self.tape.forget_start();
                let config = self.beside(TagKind::Video, body);
                self.setup.video.insert(config).clone().into()
            }
            Part::Frame => {
                self.setup.video_codec.get_or_insert(header.codec);
                let frame = self.frame(TagKind::Video, timestamp, header.is_key, body);
                if header.is_key {
                    self.gops.key_frame(frame.time);
                }
                self.video.get_or_insert_with(|| VideoInfo::bare(header.codec)).see(header, body);
                Some(frame)
            }
        }
    }

    fn audio(&mut self, header: AudioHeader, timestamp: u32, body: &Bytes) -> Option<Arc<Frame>> {
        match header.part {
            Part::Other => None,
            Part::Extra => Some(self.frame(TagKind::Audio, timestamp, false, body)),
            Part::Config if is_known(&self.setup.audio, body) => None,
            Part::Config => {
                self.setup.audio_codec = Some(header.codec);
                self.audio = Some(AudioInfo::parse(header, body));
                let config = self.beside(TagKind::Audio, body);
                self.setup.audio.insert(config).clone().into()
            }
            Part::Frame => {
                self.setup.audio_codec.get_or_insert(header.codec);
                self.audio.get_or_insert_with(|| AudioInfo::parse(header, body));
                // Without pictures a viewer can start on any sound.
                Some(self.frame(TagKind::Audio, timestamp, self.setup.video_codec.is_none(), body))
            }
        }
    }

    /// A frame of sound or picture at its time.
    fn frame(&mut self, kind: TagKind, timestamp: u32, is_start: bool, body: &Bytes) -> Arc<Frame> {
        let placed = self.timeline.frame(kind, timestamp);
        self.has_jumped |= placed.is_jump;
        let is_break = is_start && std::mem::take(&mut self.has_jumped);
        let frame = Frame::new(kind, placed.time, is_start, body).after_break(is_break);
        Arc::new(frame.charged(&self.budget))
    }

    /// A message that is no frame.
    fn beside(&self, kind: TagKind, body: &Bytes) -> Arc<Frame> {
        Arc::new(Frame::new(kind, self.timeline.beside(kind), false, body).charged(&self.budget))
    }
}

/// Some encoders repeat the configuration before each key frame.
fn is_known(config: &Option<Arc<Frame>>, body: &Bytes) -> bool {
    config.as_ref().is_some_and(|known| known.body() == body)
}
