//! One player of a live stream, at its own pace.

use std::sync::Arc;

use tokio::sync::watch;

use super::{
    frame::Frame,
    live::{End, Entry, Live},
    meter::Meter,
    setup::Setup,
    tape::Read,
};

/// Bytes that are sent at once, unless one frame has more.
pub(crate) const BATCH: usize = 64 << 10;

/// Reads frames from the tape: from a key frame on, and again from a key frame after falling behind.
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
    /// The stream's time that is this viewer's zero.
    zero: Option<u64>,
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
}

impl Viewer {
    pub(crate) fn new(live: Arc<Live>, meter: Meter) -> Self {
        let meter = Arc::new(meter);
        let number = live.join(meter.clone());
        let news = live.bell.listen();
        Self { live, number, meter, news, is_behind: true, place: None, zero: None, opening: None }
    }

    /// The next frames, one at least and [`BATCH`] bytes at most, or one frame; `None` at the end. Nothing is lost if
    /// the future is dropped.
    pub(crate) async fn next(&mut self) -> Option<Vec<Shot>> {
        loop {
            if !self.is_behind {
                self.news.changed().await.ok()?;
            }
            let end = self.end();
            if matches!(end, Some(End::Cut(_))) {
                return None;
            }
            let shots = self.read();
            let size: usize = shots.iter().map(|shot| shot.frame.size()).sum();
            self.is_behind = end.is_some() || size >= BATCH;
            match (shots.is_empty(), end) {
                (false, _) => return Some(shots),
                (true, Some(_)) => return None,
                (true, None) => {}
            }
        }
    }

    /// Counts bytes that were sent.
    pub(crate) fn sent(&self, bytes: usize) {
        self.meter.sent(bytes);
    }

    /// Why the stream ended, if it has.
    pub(crate) fn end(&self) -> Option<End> {
        self.live.end.borrow().clone()
    }

    /// Waits until the stream has ended.
    pub(crate) fn ended(&self) -> impl Future<Output = ()> + use<> {
        let live = self.live.clone();
        async move {
            let _ = live.end.subscribe().wait_for(Option::is_some).await;
        }
    }

    /// What is on the tape from its place on; after falling behind, from a key frame on.
    fn read(&mut self) -> Vec<Shot> {
        let mut shots = Vec::new();
        loop {
            let Some(place) = self.place else {
                match self.enter() {
                    Some(setup) => shots = setup,
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
            first.opening = self.opening.take();
        }
        shots
    }

    /// Goes to a key frame, and says what comes before it.
    fn enter(&mut self) -> Option<Vec<Shot>> {
        let Entry { place, frame, setup } = self.live.enter()?;
        self.place = Some(place);
        if self.zero.is_none() {
            self.zero = Some(frame.time);
            self.opening = Some(setup.clone());
        }
        let timestamp = self.timestamp(frame.time);
        Some(setup.frames().map(|frame| Shot { frame, timestamp, opening: None }).collect())
    }

    fn shot(&self, frame: Arc<Frame>) -> Shot {
        let timestamp = self.timestamp(frame.time);
        Shot { frame, timestamp, opening: None }
    }

    /// The timestamp wraps after seven weeks, as RTMP's does.
    fn timestamp(&self, time: u64) -> u32 {
        time.saturating_sub(self.zero.unwrap_or(time)) as u32
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.live.leave(self.number);
    }
}
