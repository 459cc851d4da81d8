//! What was published: playlists, segments, recordings and snapshots of it.

use std::{
    net::SocketAddr,
    ops::Range,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use tokio::{task::spawn_blocking, time::timeout};

use crate::{
    Media, NoPlaylist, NotHeld, Protocol, Segment, SnapshotError, Spans, StreamId, TagKind, TrafficKey,
    archive::lock,
    frame::Frame,
    hls::{self, Entry, Window},
    meter::Meter,
    recording::Listed,
    snapshot, spill,
    tape::Read,
};

impl Media {
    /// The live playlist of a stream, with `uri` naming each segment. Before the first segment it is waited for.
    /// It ends with ENDLIST once the publisher has been gone for longer than the
    /// [grace](crate::Segmenting::grace).
    ///
    /// # Errors
    /// [`NoPlaylist`]: the stream is not live, no segment is complete in time
    /// ([`Limits::first_segment`](crate::Limits::first_segment)), or it has a codec that is not carried.
    pub async fn hls_playlist(
        &self,
        id: &StreamId,
        uri: impl Fn(&Segment) -> String,
    ) -> Result<String, NoPlaylist> {
        let waited = self.limits().first_segment;
        let listed = timeout(waited, self.first_segment(id)).await;
        let listed = listed.map_err(|_| NoPlaylist::NotYet { waited, key_frames: self.key_frames(id) })??;
        let Listed { segments, breaks_before, target, has_ended, .. } = listed;
        let segments = self.load(id, segments).await;
        let segments =
            segments.map_err(|_| NoPlaylist::NotYet { waited: Duration::ZERO, key_frames: None })?;
        let segments = playable(segments);
        let first = segments.first().ok_or_else(|| NoPlaylist::Codec(self.video_codec(id)))?.number;
        Ok(hls::live(entries(&segments, uri), Window { first, breaks_before, target, has_ended }))
    }

    /// What is listed once something is.
    async fn first_segment(&self, id: &StreamId) -> Result<Listed, NoPlaylist> {
        let recording = self.recording(id).ok_or(NoPlaylist::NotLive)?;
        loop {
            let now = self.now();
            let mut listed = lock(&recording).listed(now);
            match listed.segments.is_empty() {
                false => return Ok(listed),
                true if self.find(id).is_none() => return Err(NoPlaylist::NotLive),
                true => drop(listed.added.changed().await),
            }
        }
    }

    fn key_frames(&self, id: &StreamId) -> Option<Duration> {
        let gops = self.find(id)?.stats().gop;
        gops.max_ms().map(Duration::from_millis)
    }

    fn video_codec(&self, id: &StreamId) -> &'static str {
        let video = self.find(id).and_then(|live| live.stats().video);
        video.map_or("the codec", |video| video.codec)
    }

    /// A segment as an MPEG transport stream, counted as sent to a viewer of this domain.
    pub async fn hls_segment(
        &self,
        id: &StreamId,
        number: u64,
        domain: &str,
        client: SocketAddr,
    ) -> Option<Bytes> {
        let held = lock(&*self.recording(id)?).get(number)?;
        let segment = self.load(id, vec![held]).await.ok()?.pop()?;
        let ts = self.muxed().get(&segment, |segment| segment.ts().ok_or(())).ok()?;
        match self.hls_meter(id, domain, client) {
            Some(meter) => meter.sent(ts.len()),
            None => self.count(hls_traffic(id, domain), ts.len()),
        }
        Some(ts)
    }

    /// A player comes for something of a live stream, and so counts among its viewers for a while.
    pub fn hls_viewer(&self, id: &StreamId, domain: &str, client: SocketAddr) {
        self.hls_meter(id, domain, client);
    }

    fn hls_meter(&self, id: &StreamId, domain: &str, client: SocketAddr) -> Option<Arc<Meter>> {
        let live = self.find(id)?;
        let meter = || self.meter(hls_traffic(id, domain), client);
        Some(live.meet(client.ip(), domain, meter))
    }

    /// The segments that lie at least partly in the span, oldest first; the one that is still growing as it is now.
    /// Those that are not in memory are read, off the tasks that carry media.
    ///
    /// # Errors
    /// [`NotHeld`]: some of what was published in the span is gone, or it is too large to be read at once.
    pub async fn recorded(
        &self,
        id: &StreamId,
        span: Range<SystemTime>,
    ) -> Result<Vec<Arc<Segment>>, NotHeld> {
        let held = self.held(id, &span)?;
        self.load(id, held).await
    }

    /// What is held of a span, and what is missing although it was published.
    pub fn spans(&self, id: &StreamId, span: &Range<SystemTime>) -> Spans {
        let recording = self.recording(id);
        recording.map(|recording| lock(&recording).spans(span, self.now())).unwrap_or_default()
    }

    /// Drops complete segments that lie wholly in a span, and their files.
    pub async fn forget(&self, id: &StreamId, span: Range<SystemTime>) {
        let Some(recording) = self.recording(id) else { return };
        let files = lock(&recording).forget(&span);
        self.archive().wake();
        if !files.is_empty() {
            // It panics in no case, and whoever asked need not wait for it if it is aborted.
            let _ = spawn_blocking(move || spill::remove(files)).await;
        }
    }

    /// Waits until all complete segments are in their files, or the disk takes no more. Without a folder there is
    /// nothing to wait for.
    pub async fn written(&self) {
        self.archive().written().await;
    }

    /// A JPEG of the last key frame, or of the last one before a time. Takes some milliseconds of computing.
    ///
    /// # Errors
    /// [`SnapshotError`] says why there is no picture; without the feature `snapshot` there never is one.
    pub fn snapshot(&self, id: &StreamId, at: Option<SystemTime>) -> Result<Bytes, SnapshotError> {
        let (setup, frame) = match at {
            None => self.last_key_frame(id),
            Some(time) => self.key_frame_at(id, time)?,
        }
        .ok_or(SnapshotError::Nothing)?;
        snapshot::jpeg(&setup, &frame)
    }

    fn last_key_frame(&self, id: &StreamId) -> Option<(Arc<Frame>, Arc<Frame>)> {
        let live = self.find(id)?;
        let entry = live.enter()?;
        let Read::Frame(frame) = live.read(entry.place) else { return None };
        Some((entry.setup.video?, frame))
    }

    fn key_frame_at(
        &self,
        id: &StreamId,
        time: SystemTime,
    ) -> Result<Option<(Arc<Frame>, Arc<Frame>)>, SnapshotError> {
        let held = self.held(id, &(time..time + Duration::from_nanos(1))).map_err(SnapshotError::NotHeld)?;
        let segments = self.read(id, held).map_err(SnapshotError::NotHeld)?;
        Ok(segments.last().and_then(|segment| key_frame_in(segment, time)))
    }
}

fn key_frame_in(segment: &Segment, time: SystemTime) -> Option<(Arc<Frame>, Arc<Frame>)> {
    let first = segment.frames.first()?.time;
    let until = time.duration_since(segment.start).map_or(0, |since| since.as_millis() as u64) + first;
    let is_key = |frame: &&Arc<Frame>| frame.kind == TagKind::Video && frame.start && frame.time <= until;
    let frame = segment.frames.iter().rfind(is_key)?;
    Some((segment.setup.video.clone()?, frame.clone()))
}

fn hls_traffic(id: &StreamId, domain: &str) -> TrafficKey {
    TrafficKey { id: id.clone(), protocol: Protocol::Hls, domain: domain.to_owned() }
}

/// The playlist of recorded segments, with `uri` naming each.
pub fn vod_playlist(segments: &[Arc<Segment>], uri: impl Fn(&Segment) -> String) -> String {
    hls::recorded(entries(&playable(segments.to_vec()), uri))
}

fn entries(segments: &[Arc<Segment>], uri: impl Fn(&Segment) -> String) -> Vec<Entry> {
    segments.iter().map(|segment| segment.entry(uri(segment))).collect()
}

/// Without segments of codecs that transport streams do not carry here.
fn playable(mut segments: Vec<Arc<Segment>>) -> Vec<Arc<Segment>> {
    segments.retain(|segment| segment.has_ts());
    segments
}
