//! One player of a live stream, at its own pace.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

use super::{
    NoStart,
    frame::Frame,
    live::{End, Entry, Live},
    meter::Meter,
    setup::Setup,
    tape::Read,
};

/// From the last frame of a publish to the first of the next one, for who watches both.
const STEP_MS: u32 = 40;

/// Bytes that are sent at once, unless one frame has more.
pub(crate) const BATCH: usize = 64 << 10;

/// Reads frames from the tape: from a key frame on, and again from a key frame after falling behind. When another
/// publisher goes on with the stream, or the same one comes back in time, it goes on with that.
#[derive(Debug)]
pub(crate) struct Viewer {
    live: Arc<Live>,
    number: u64,
    meter: Arc<Meter>,
    news: watch::Receiver<()>,
    /// Whether there may be frames to read before the next news.
    is_behind: bool,
    /// The next frame to read; `None` while waiting for a key frame.
    place: Option<u64>,
    /// The stream's time that is this viewer's `begins`.
    zero: Option<u64>,
    /// Where this viewer's time was when the publish began for it: zero, unless it watched the one before.
    begins: u32,
    /// The timestamp of its last frame.
    last: Option<u32>,
    /// How long it waits for a publisher who is gone.
    patience: Duration,
    /// What the stream held when it came; goes with the first frame.
    opening: Option<Setup>,
}

/// A frame and its time for this viewer.
#[derive(Debug)]
pub(crate) struct Shot {
    pub(crate) frame: Arc<Frame>,
    /// Milliseconds since this viewer's first frame.
    pub(crate) timestamp: u32,
    /// Set on the first frame of all: what the stream holds.
    pub(crate) opening: Option<Setup>,
    /// Whether it does not follow on from the one before: it came in here, after falling behind or from the publish
    /// before.
    pub(crate) is_entry: bool,
}

impl Viewer {
    pub(crate) fn new(live: Arc<Live>, meter: Meter, patience: Duration) -> Self {
        let meter = Arc::new(meter);
        let number = live.join(meter.clone());
        let news = live.bell.listen();
        Self {
            live,
            number,
            meter,
            news,
            is_behind: true,
            place: None,
            zero: None,
            begins: 0,
            last: None,
            patience,
            opening: None,
        }
    }

    /// The next frames, one at least and [`BATCH`] bytes at most, or one frame; `None` at the end. Nothing is lost if
    /// the future is dropped.
    pub(crate) async fn next(&mut self) -> Option<Vec<Shot>> {
        loop {
            if !self.is_behind {
                self.news.changed().await.ok()?;
            }
            let end = self.end();
            if matches!(end, Some(End::Cut(_))) || self.meter.is_kicked() {
                return None;
            }
            let shots = self.read();
            let size: usize = shots.iter().map(|shot| shot.frame.size()).sum();
            self.is_behind = end.is_some() || size >= BATCH;
            match (shots.is_empty(), end) {
                (false, _) => return Some(shots),
                (true, Some(_)) => self.follow().await?,
                (true, None) => {}
            }
        }
    }

    /// Waits for a key frame to begin with, where the last is held no more.
    pub(crate) async fn starts(&self, limit: Duration) -> Result<(), NoStart> {
        self.live.starts(limit).await
    }

    /// Counts bytes that were sent.
    pub(crate) fn sent(&self, bytes: usize) {
        self.meter.sent(bytes);
    }

    /// Why the stream ended, if it has.
    pub(crate) fn end(&self) -> Option<End> {
        self.live.end.borrow().clone()
    }

    /// Waits until the stream has ended, and nobody has gone on with it.
    pub(crate) fn ended(&self) -> impl Future<Output = ()> + use<> {
        self.live.clone().over(self.patience)
    }

    /// Goes on with the next publish, whose first frame follows on the last of the one before; `None` if there is none.
    async fn follow(&mut self) -> Option<()> {
        let next = self.live.successor(self.patience).await?;
        self.live.leave(self.number);
        self.number = next.join(self.meter.clone());
        self.news = next.bell.listen();
        (self.live, self.is_behind, self.place, self.zero) = (next, true, None, None);
        self.begins = self.last.map_or(0, |last| last.wrapping_add(STEP_MS));
        Some(())
    }

    /// What is on the tape from its place on; after falling behind, from a key frame on.
    fn read(&mut self) -> Vec<Shot> {
        let (mut shots, mut is_entry) = (Vec::new(), false);
        loop {
            let Some(place) = self.place else {
                match self.enter() {
                    Some(setup) => (shots, is_entry) = (setup, true),
                    None => return Vec::new(),
                }
                continue;
            };
            match self.live.read(place, BATCH) {
                Read::Lost => self.place = None,
                Read::Frames(frames) => {
                    self.place = Some(place + frames.len() as u64);
                    shots.extend(frames.into_iter().map(|frame| self.shot(frame)));
                    break;
                }
            }
        }
        if let Some(first) = shots.first_mut() {
            (first.opening, first.is_entry) = (self.opening.take(), is_entry);
        }
        self.last = self.last.max(shots.iter().map(|shot| shot.timestamp).max());
        shots
    }

    /// Goes to a key frame, and says what comes before it.
    fn enter(&mut self) -> Option<Vec<Shot>> {
        let Entry { place, frame, setup } = self.live.enter()?;
        self.place = Some(place);
        self.zero.get_or_insert(frame.time);
        if self.last.is_none() {
            self.opening = Some(setup.clone());
        }
        let timestamp = self.timestamp(frame.time);
        Some(setup.frames().map(|frame| Shot { frame, timestamp, opening: None, is_entry: false }).collect())
    }

    fn shot(&self, frame: Arc<Frame>) -> Shot {
        let timestamp = self.timestamp(frame.time);
        Shot { frame, timestamp, opening: None, is_entry: false }
    }

    /// The timestamp wraps after seven weeks, as RTMP's does.
    fn timestamp(&self, time: u64) -> u32 {
        self.begins.wrapping_add(time.saturating_sub(self.zero.unwrap_or(time)) as u32)
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.live.leave(self.number);
    }
}
