//! Live MP4 over HTTP: a stream as endless fragments, which a browser plays without a library.

use std::{net::SocketAddr, sync::Arc};

use bytes::Bytes;
use futures_util::stream::{self, Stream};

use super::{
    Codec, Container, Media, Protocol, StreamId, TagKind,
    codec::{AudioHeader, Part, VideoHeader},
    export::ExportError,
    frame::Frame,
    mp4::{Tracks, Unit},
    segment::end_of,
    setup::Setup,
    shots::Shots,
    viewer::Viewer,
};

/// A fragment is sent once it is so long, or a key frame follows.
const FRAGMENT_MS: u64 = 100;

impl Media {
    /// A live stream as fragments of MP4, from the last key frame on; `None` if it is not live. The body ends when
    /// the stream does, and where it goes on in a codec that MP4 does not carry. A slow reader goes on with the next
    /// key frame, and what it missed leaves no gap in time. It is read as [`flv`](Self::flv) on [the crate's page](crate); its
    /// media type is [`LiveStats::mp4_type`](crate::LiveStats::mp4_type).
    ///
    /// # Errors
    /// The codec that MP4 does not carry.
    pub fn mp4(
        &self,
        id: &StreamId,
        domain: String,
        client: SocketAddr,
    ) -> Result<Option<impl Stream<Item = Bytes> + Send + use<>>, Codec> {
        if let Some(live) = self.find(id) {
            Container::FragmentedMp4.check(live.setup().codecs())?;
        }
        let viewer = self.view(id, Protocol::Mp4, domain, client);
        Ok(viewer.map(|viewer| stream::unfold((viewer, Body::default()), next)))
    }
}

async fn next((mut viewer, mut body): (Viewer, Body)) -> Option<(Bytes, (Viewer, Body))> {
    while let Some(shots) = viewer.next().await {
        if let Err(error) = body.take(&shots) {
            tracing::warn!(%error, "a live MP4 ends");
            return None;
        }
        if !body.ready.is_empty() {
            return Some(body.send(viewer));
        }
    }
    // The stream is over, and so is the body after the last frames.
    body.flush(None).ok().filter(|()| !body.ready.is_empty())?;
    Some(body.send(viewer))
}

/// The body of one response.
#[derive(Debug, Default)]
struct Body {
    setup: Setup,
    /// `None` before the first fragment of a configuration.
    tracks: Option<Tracks>,
    /// Frames of the fragment that is growing, and how long it is so far.
    pending: Vec<Arc<Frame>>,
    /// The publish's time that is its zero, which may be before the publish began.
    zero: Option<i64>,
    /// When the last fragment ended, in the time of its publish.
    end: u64,
    /// Whether frames were missed since, or another publish began.
    is_behind: bool,
    number: u32,
    /// When the next sound is due.
    due: Option<u64>,
    ready: Vec<u8>,
}

impl Body {
    fn send(mut self, viewer: Viewer) -> (Bytes, (Viewer, Self)) {
        let bytes = Bytes::from(std::mem::take(&mut self.ready));
        viewer.sent(bytes.len());
        (bytes, (viewer, self))
    }

    fn take(&mut self, shots: &Shots) -> Result<(), ExportError> {
        if let Some(setup) = shots.opening() {
            self.setup = setup.clone();
        }
        if shots.entry.is_some() {
            self.flush(None)?;
            self.is_behind = self.zero.is_some();
        }
        shots.frames().try_for_each(|frame| self.take_frame(frame))
    }

    fn take_frame(&mut self, frame: Arc<Frame>) -> Result<(), ExportError> {
        match part(&frame) {
            Some(Part::Config) => self.configure(frame),
            Some(Part::Frame) => self.frame(frame),
            _ => Ok(()),
        }
    }

    /// A configuration that is known comes again where frames were missed.
    fn configure(&mut self, frame: Arc<Frame>) -> Result<(), ExportError> {
        self.flush(None)?;
        let known = if frame.kind == TagKind::Video { &mut self.setup.video } else { &mut self.setup.audio };
        if known.as_ref().is_none_or(|known| !Arc::ptr_eq(known, &frame)) {
            *known = Some(frame);
            self.tracks = None;
        }
        Ok(())
    }

    fn frame(&mut self, frame: Arc<Frame>) -> Result<(), ExportError> {
        if self.is_next(&frame) {
            self.flush(Some(frame.time))?;
        }
        if frame.start && std::mem::take(&mut self.is_behind) {
            let missed = frame.time.cast_signed() - self.end.cast_signed();
            self.zero = self.zero.map(|zero| zero + missed);
        }
        self.zero.get_or_insert(frame.time.cast_signed());
        self.pending.push(frame);
        Ok(())
    }

    /// Whether a frame begins a fragment: pictures do so, or sound where there are none.
    fn is_next(&self, frame: &Frame) -> bool {
        let leads = (frame.kind == TagKind::Video) == self.setup.video_codec.is_some();
        let Some(first) = self.pending.first().filter(|_| leads) else { return false };
        frame.start && frame.kind == TagKind::Video || frame.time.saturating_sub(first.time) >= FRAGMENT_MS
    }

    /// Writes the fragment that has grown, which ends where the next begins.
    fn flush(&mut self, end: Option<u64>) -> Result<(), ExportError> {
        let pending = std::mem::take(&mut self.pending);
        let Some(end) = end.or_else(|| end_of(&pending)) else { return Ok(()) };
        self.end = end;
        let zero = self.zero.unwrap_or(0);
        let tracks = match self.tracks.take() {
            Some(tracks) => tracks,
            None => self.begin(&pending)?,
        };
        let place = |time: u64| u64::try_from(time.cast_signed() - zero).ok();
        let units = pending.iter().filter_map(|frame| Unit::of(frame, place(frame.time)?));
        let units: Vec<_> = units.collect();
        if !units.is_empty() {
            self.number += 1;
            let end = place(end).unwrap_or(0);
            self.ready.extend_from_slice(&tracks.fragment(self.number, &units, end, &mut self.due)?);
        }
        self.tracks = Some(tracks);
        Ok(())
    }

    fn begin(&mut self, frames: &[Arc<Frame>]) -> Result<Tracks, ExportError> {
        self.setup.complete(frames);
        let tracks = Tracks::of(&self.setup, frames)?;
        self.ready.extend_from_slice(&tracks.initial()?);
        self.due = None;
        Ok(tracks)
    }
}

fn part(frame: &Frame) -> Option<Part> {
    let body = frame.body();
    match frame.kind {
        TagKind::Video => VideoHeader::parse(&body).map(|header| header.part),
        TagKind::Audio => AudioHeader::parse(&body).map(|header| header.part),
        TagKind::Script => None,
    }
}
