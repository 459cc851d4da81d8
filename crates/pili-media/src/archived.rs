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
    Codec, HlsFile, Media, NoPlaylist, NotHeld, Protocol, Segment, SnapshotError, Spans, StreamId, TagKind,
    TrafficKey,
    archive::lock,
    export::ExportError,
    frame::Frame,
    hls::{self, Entry, Window},
    meter::Meter,
    recording::Listed,
    snapshot, spill,
};

/// A configuration, and a key frame that is decoded with it.
type Picture = (Arc<Frame>, Arc<Frame>);

impl Media {
    /// The live playlist of a stream, with `uri` naming each file. Before the first segment it is waited for.
    /// It ends with ENDLIST once the publisher has been gone for longer than the
    /// [grace](crate::Segmenting::grace). [`Media`] has the one of a clip.
    ///
    /// # Errors
    /// [`NoPlaylist`]: the stream is not live, no segment is complete in time
    /// ([`Limits::first_segment`](crate::Limits::first_segment)), or it has a codec that is not carried.
    pub async fn hls_playlist(
        &self,
        id: &StreamId,
        uri: impl Fn(HlsFile) -> String,
    ) -> Result<String, NoPlaylist> {
        let waited = self.limits().first_segment;
        let listed = timeout(waited, self.first_segment(id)).await;
        let listed = listed.map_err(|_| NoPlaylist::NotYet { waited, key_frames: self.key_frames(id) })??;
        let Listed { segments, breaks_before, target, has_ended, .. } = listed;
        let segments = self.load(id, segments).await;
        let segments =
            segments.map_err(|_| NoPlaylist::NotYet { waited: Duration::ZERO, key_frames: None })?;
        let segments = playable(segments)?;
        let first = segments.first().map_or(0, |first| first.number);
        let entries = entries(&segments, uri).map_err(NoPlaylist::Codec)?;
        Ok(hls::live(entries, Window { first, breaks_before, target, has_ended }))
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

    /// A file that a playlist named, counted as sent to a viewer of this domain, as [`Media`] shows; `None` if it is held
    /// no more, or was none.
    pub async fn hls_file(
        &self,
        id: &StreamId,
        file: HlsFile,
        domain: &str,
        client: SocketAddr,
    ) -> Option<Bytes> {
        let content = self.content(id, file).await?;
        match self.hls_meter(id, domain, client) {
            Some(meter) => meter.sent(content.len()),
            None => self.count(hls_traffic(id, domain), content.len()),
        }
        Some(content)
    }

    async fn content(&self, id: &StreamId, file: HlsFile) -> Option<Bytes> {
        let held = {
            let recording = self.recording(id)?;
            let mut recording = lock(&recording);
            match file {
                HlsFile::Map(map) => recording.of_map(map)?,
                HlsFile::TransportStream(number) | HlsFile::Fragment(number) => recording.get(number)?,
            }
        };
        let segment = self.load(id, vec![held]).await.ok()?.pop()?;
        match file {
            HlsFile::Map(_) => segment.map().and_then(|map| segment.content(map).ok()),
            _ if segment.file() == Ok(file) => {
                self.muxed().get(&segment, |segment| segment.content(file)).ok()
            }
            _ => None,
        }
    }

    /// A player comes for something of a live stream, and so counts among its [viewers](crate::LiveStats) for 10 s.
    pub fn hls_viewer(&self, id: &StreamId, domain: &str, client: SocketAddr) {
        self.hls_meter(id, domain, client);
    }

    fn hls_meter(&self, id: &StreamId, domain: &str, client: SocketAddr) -> Option<Arc<Meter>> {
        let live = self.find(id)?;
        let meter = || self.meter(hls_traffic(id, domain), client);
        Some(live.meet(client.ip(), domain, meter))
    }

    /// The [segments](Segment) that lie at least partly in the span, oldest first; the one that is still growing as it is now.
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

    /// What is held of a span, and what is missing although it was published: nothing of the clip in [`Media`].
    pub fn spans(&self, id: &StreamId, span: &Range<SystemTime>) -> Spans {
        let recording = self.recording(id);
        recording.map(|recording| lock(&recording).spans(span, self.now())).unwrap_or_default()
    }

    /// Drops complete [segments](Segment) that lie wholly in a span, and their files. They are then not
    /// [missing](Spans::missing), but as if nobody had published them.
    pub async fn forget(&self, id: &StreamId, span: Range<SystemTime>) {
        let Some(recording) = self.recording(id) else { return };
        let files = lock(&recording).forget(&span);
        self.archive().wake();
        if !files.is_empty() {
            // It panics in no case, and whoever asked need not wait for it if it is aborted.
            let _ = spawn_blocking(move || spill::remove(files)).await;
        }
    }

    /// Waits until all complete segments are in their files, or the disk takes no more: then another service can be given
    /// the folder, as in [`record_to`](Self::record_to). Without a folder there is nothing to wait for.
    pub async fn written(&self) {
        self.archive().written().await;
    }

    /// A JPEG of the last key frame of a live stream, or of the last one before a time, which may be any of those that
    /// [`Media`] records. Takes some milliseconds of computing.
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

    fn last_key_frame(&self, id: &StreamId) -> Option<Picture> {
        let live = self.find(id)?;
        let entry = live.enter()?;
        Some((entry.setup.video?, entry.frame))
    }

    fn key_frame_at(&self, id: &StreamId, time: SystemTime) -> Result<Option<Picture>, SnapshotError> {
        let held = self.held(id, &(time..time + Duration::from_nanos(1))).map_err(SnapshotError::NotHeld)?;
        let segments = self.read(id, held).map_err(SnapshotError::NotHeld)?;
        Ok(segments.last().and_then(|segment| key_frame_in(segment, time)))
    }
}

fn key_frame_in(segment: &Segment, time: SystemTime) -> Option<Picture> {
    let first = segment.frames.first()?.time;
    let until = time.duration_since(segment.start).map_or(0, |since| since.as_millis() as u64) + first;
    let is_key = |frame: &&Arc<Frame>| frame.kind == TagKind::Video && frame.start && frame.time <= until;
    let frame = segment.frames.iter().rfind(is_key)?;
    Some((segment.setup.video.clone()?, frame.clone()))
}

fn hls_traffic(id: &StreamId, domain: &str) -> TrafficKey {
    TrafficKey { id: id.clone(), protocol: Protocol::Hls, domain: domain.to_owned() }
}

/// The playlist of recorded segments, with `uri` naming each file: [`hls::recorded`], of what [`Media::recorded`] gave.
///
/// # Errors
/// [`ExportError::Codec`] for a codec that HLS does not carry here.
pub fn vod_playlist(
    segments: &[Arc<Segment>],
    uri: impl Fn(HlsFile) -> String,
) -> Result<String, ExportError> {
    entries(segments, uri).map(hls::recorded).map_err(ExportError::Codec)
}

fn entries(segments: &[Arc<Segment>], uri: impl Fn(HlsFile) -> String) -> Result<Vec<Entry>, Codec> {
    let entry = |segment: &Arc<Segment>| {
        Ok(Entry { map: segment.map().map(&uri), ..segment.entry(uri(segment.file()?)) })
    };
    segments.iter().map(entry).collect()
}

/// Those after the last one of a codec that HLS does not carry here.
fn playable(mut segments: Vec<Arc<Segment>>) -> Result<Vec<Arc<Segment>>, NoPlaylist> {
    let refused = segments.iter().rposition(|segment| segment.file().is_err());
    let playable = segments.split_off(refused.map_or(0, |last| last + 1));
    match segments.last().map(|last| last.file()) {
        Some(Err(codec)) if playable.is_empty() => Err(NoPlaylist::Codec(codec)),
        _ => Ok(playable),
    }
}
