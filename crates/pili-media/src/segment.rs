//! A publish cut into segments at key frames.

use std::{
    ops::Range,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;

use super::{
    Codec, Container, HlsFile, TagKind,
    export::ExportError,
    frame::Frame,
    hls::Entry,
    kept::Facts,
    mp4::{Tracks, Unit},
    setup::Setup,
    ts::{self, Counters},
};

/// A segment that grows past this without a key frame is given up.
const MAX_WEIGHT: usize = 32 << 20;

/// A part of a publish that begins with a key frame and can be played alone.
///
/// [`Media::recorded`](crate::Media::recorded) gives them, here one of a clip that was published (`Open` lets everybody in,
/// see [`Gate`](crate::Gate)):
///
/// ```
/// use std::{sync::Arc, time::Duration};
/// use pili_auth::Clock;
/// use pili_media::{HlsFile, Limits, Media, StreamId, export, rtmp};
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
/// media.hls_playlist(&evening, |file| file.to_string()).await?; // Waits until a segment is complete.
/// let began = media.history(&evening)[0].started;
/// let recorded = media.recorded(&evening, began..began + Duration::from_secs(60)).await?;
///
/// let [segment] = &recorded[..] else { panic!("it is shorter than a segment") };
/// assert_eq!(segment.end(), segment.start + Duration::from_secs(3));
/// assert_eq!((segment.file(), segment.map()), (Ok(HlsFile::TransportStream(0)), None));
/// assert_eq!(segment.content(HlsFile::TransportStream(0))?, segment.ts()?);
/// assert!(export::mp4(&recorded)?[4..].starts_with(b"ftyp"));
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Segment {
    /// Counts up over all publishes of the stream.
    pub number: u64,
    /// When its first frame arrived.
    pub start: SystemTime,
    /// From its first key frame to the next segment's, to the millisecond.
    pub duration: Duration,
    /// Whether timestamps or codecs do not follow on from the segment before.
    pub is_break: bool,
    pub(crate) setup: Setup,
    pub(crate) frames: Vec<Arc<Frame>>,
    pub(crate) counters: Counters,
    /// The first segment of those that go on with the same configuration.
    pub(crate) map: u64,
}

impl Segment {
    /// When the next one begins: its start and its [duration](Segment) together.
    pub fn end(&self) -> SystemTime {
        self.start + self.duration
    }

    /// It, as playlists list it ([`hls::live`](crate::hls::live)), without the [map](Self::map) that a fragment needs.
    pub fn entry(&self, uri: String) -> Entry {
        Entry { uri, map: None, start: self.start, duration: self.duration, is_break: self.is_break }
    }

    pub(crate) fn facts(&self) -> Facts {
        let Self { number, start, duration, is_break, map, .. } = *self;
        Facts { number, start, duration, is_break, map }
    }

    /// The file that it is in HLS: of H.264 and AAC, as in [`Segment`], a transport stream, and of others what
    /// [`Container::of_hls`] says.
    ///
    /// # Errors
    /// The codec that HLS does not carry here.
    pub fn file(&self) -> Result<HlsFile, Codec> {
        Ok(match Container::of_hls(self.setup.codecs())? {
            Container::MpegTs => HlsFile::TransportStream(self.number),
            _ => HlsFile::Fragment(self.number),
        })
    }

    /// The file that a player needs first, if it is a fragment; a transport stream, as in [`Segment`], needs none.
    pub fn map(&self) -> Option<HlsFile> {
        matches!(self.file(), Ok(HlsFile::Fragment(_))).then_some(HlsFile::Map(self.map))
    }

    /// What is in a [file](HlsFile) of it, put together anew and always the same. Takes some milliseconds of computing.
    ///
    /// # Errors
    /// [`ExportError`] for a codec that the file does not carry, or whose configuration is missing.
    pub fn content(&self, file: HlsFile) -> Result<Bytes, ExportError> {
        match file {
            HlsFile::TransportStream(_) => self.ts(),
            HlsFile::Fragment(_) => self.fragment(),
            HlsFile::Map(_) => Tracks::of(&self.setup, &self.frames)?.initial(),
        }
    }

    /// As an MPEG transport stream, put together anew and always the same: in [`Segment`] the content of its file. Takes some
    /// milliseconds of computing.
    ///
    /// # Errors
    /// [`ExportError`] for a codec that transport streams do not carry, or whose configuration is missing.
    pub fn ts(&self) -> Result<Bytes, ExportError> {
        ts::segment(self.counters, &self.setup, &self.frames)
    }

    fn fragment(&self) -> Result<Bytes, ExportError> {
        let tracks = Tracks::of(&self.setup, &self.frames)?;
        let units: Vec<_> = self.frames.iter().filter_map(|frame| Unit::of(frame, frame.time)).collect();
        let start = self.frames.first().map_or(0, |first| first.time);
        let end = start + self.duration.as_millis() as u64;
        tracks.fragment(self.number as u32, &units, end, &mut None)
    }

    /// One without frames.
    #[cfg(test)]
    pub(crate) fn of_nothing() -> Self {
        Self {
            number: 0,
            start: SystemTime::UNIX_EPOCH,
            duration: Duration::ZERO,
            is_break: false,
            setup: Setup::default(),
            frames: Vec::new(),
            counters: Counters::default(),
            map: 0,
        }
    }

    /// Bytes that it holds in memory, roughly.
    pub(crate) fn weight(&self) -> usize {
        weight(&self.frames)
    }
}

/// Cuts one publish.
#[derive(Clone, Debug)]
pub(crate) struct Segmenter {
    target_ms: u64,
    counters: Counters,
    open: Option<Open>,
    is_break: bool,
    /// Since when nothing is recorded: a segment was given up, and no key frame came since.
    gap: Option<SystemTime>,
    /// A gap that has ended.
    lost: Option<Range<SystemTime>>,
}

#[derive(Clone, Debug)]
struct Open {
    setup: Setup,
    frames: Vec<Arc<Frame>>,
    weight: usize,
    /// When its first frame arrived.
    start: SystemTime,
}

impl Segmenter {
    /// Segments last about `target` at least, and then up to the next key frame.
    pub(crate) fn new(target: Duration, counters: Counters) -> Self {
        let target_ms = u64::try_from(target.as_millis()).unwrap_or(u64::MAX);
        Self { target_ms, counters, open: None, is_break: true, gap: None, lost: None }
    }

    /// Takes a frame that arrived now; gives the segment that it ends.
    pub(crate) fn push(
        &mut self,
        frame: Arc<Frame>,
        now: SystemTime,
        setup: impl FnOnce() -> Setup,
    ) -> Option<Segment> {
        let mut ended = None;
        if frame.start {
            let setup = setup();
            let is_break =
                frame.is_break || self.open.as_ref().is_some_and(|open| !open.setup.is_same(&setup));
            if is_break || self.open.as_ref().is_none_or(|open| self.is_full(open, &frame)) {
                ended = self.open.take().and_then(|open| self.segment(open, frame.time));
                self.is_break |= is_break;
                self.open = Some(Open { setup, frames: Vec::new(), weight: 0, start: now });
                self.lost = self.gap.take().map(|since| since..now);
            }
        }
        if let Some(open) = &mut self.open {
            open.weight += frame.weight();
            open.frames.push(frame);
            if open.weight > MAX_WEIGHT {
                self.give_up();
            }
        }
        ended
    }

    /// Drops what is not yet a segment.
    pub(crate) fn give_up(&mut self) {
        if let Some(open) = self.open.take() {
            self.gap.get_or_insert(open.start);
            self.is_break = true;
        }
    }

    /// Since when nothing is recorded, if that is so.
    pub(crate) fn gap(&self) -> Option<SystemTime> {
        self.gap
    }

    /// The span of a segment that was given up, once another has begun.
    pub(crate) fn take_lost(&mut self) -> Option<Range<SystemTime>> {
        self.lost.take()
    }

    /// Bytes of the segment that is still growing.
    pub(crate) fn weight(&self) -> usize {
        self.open.as_ref().map_or(0, |open| open.weight)
    }

    /// The last segment, and the counters with which the next publish begins.
    pub(crate) fn finish(mut self) -> (Option<Segment>, Counters) {
        let last = self.open.take().and_then(|open| {
            let end = end_of(&open.frames)?;
            self.segment(open, end)
        });
        (last, self.counters)
    }

    /// The segment that is still growing, as it would be if it ended now.
    pub(crate) fn so_far(&self) -> Option<Segment> {
        self.clone().finish().0
    }

    /// Half a frame short of the target is long enough: key frames are a little early as often as late.
    fn is_full(&self, open: &Open, frame: &Frame) -> bool {
        let length = frame.time.saturating_sub(open.frames.first().map_or(frame.time, |first| first.time));
        let count = open.frames.iter().filter(|other| other.kind == frame.kind).count() as u64;
        length + length.checked_div(2 * count).unwrap_or(0) >= self.target_ms
    }

    fn segment(&mut self, mut open: Open, end: u64) -> Option<Segment> {
        let first = open.frames.first()?.time;
        open.setup.complete(&open.frames);
        let after = self.counters.after(&open.setup, &open.frames);
        Some(Segment {
            number: 0,
            start: open.start,
            duration: Duration::from_millis(end.saturating_sub(first)),
            is_break: std::mem::take(&mut self.is_break),
            setup: open.setup,
            frames: open.frames,
            counters: std::mem::replace(&mut self.counters, after),
            map: 0,
        })
    }
}

fn weight(frames: &[Arc<Frame>]) -> usize {
    frames.iter().map(|frame| frame.weight()).sum()
}

/// The last frame's time, and a frame's usual length.
pub(crate) fn end_of(frames: &[Arc<Frame>]) -> Option<u64> {
    let kind = frames.first()?.kind;
    let times = || frames.iter().filter(|frame| frame.kind == kind && kind != TagKind::Script);
    let (first, last) = (times().next()?.time, times().next_back()?.time);
    let steps = times().count() as u64 - 1;
    Some(last + (last - first).checked_div(steps).unwrap_or(0))
}
