//! One player of a live stream, at its own pace.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

use super::{
    NoStart,
    batch::{BATCH, Batch, Clock},
    live::{End, Entry, Live},
    meter::Meter,
    setup::Setup,
    shots::Shots,
    tape::Read,
};

/// From the last frame of a publish to the first of the next one, for who watches both.
const STEP_MS: u32 = 40;

/// Behind all frames.
const ALL: u64 = u64::MAX;

/// Reads frames from the tape: from a key frame on, and again from a key frame after falling behind. When another
/// publisher goes on with the stream, or the same one comes back in time, it goes on with that.
#[derive(Debug)]
pub(crate) struct Viewer {
    live: Arc<Live>,
    number: u64,
    meter: Arc<Meter>,
    /// Up to where it may read.
    news: watch::Receiver<u64>,
    /// Whether there may be frames to read before the next news.
    is_behind: bool,
    /// The next frame to read; `None` while waiting for a key frame.
    place: Option<u64>,
    clock: Clock,
    /// The timestamp of its last frame.
    last: Option<u32>,
    /// How long it waits for a publisher who is gone.
    patience: Duration,
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
            clock: Clock::default(),
            last: None,
            patience,
        }
    }

    /// The next frames, one at least and [`BATCH`] bytes at most, or one frame; `None` at the end. Nothing is lost if
    /// the future is dropped.
    pub(crate) async fn next(&mut self) -> Option<Shots> {
        loop {
            if !self.is_behind {
                self.news.changed().await.ok()?;
            }
            let told = *self.news.borrow_and_update();
            let end = self.end();
            if matches!(end, Some(End::Cut(_))) || self.meter.is_kicked() {
                return None;
            }
            let shots = self.read(if end.is_some() { ALL } else { told });
            let is_cut_short = shots.as_ref().is_some_and(|shots| shots.batch.size >= BATCH);
            self.is_behind = end.is_some() || is_cut_short;
            match (shots, end) {
                (Some(shots), _) => return Some(shots),
                (None, Some(_)) => self.follow().await?,
                (None, None) => {}
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
        (self.live, self.is_behind, self.place) = (next, true, None);
        let begins = self.last.map_or(0, |last| last.wrapping_add(STEP_MS));
        self.clock = Clock { zero: None, begins };
        Some(())
    }

    /// What is on the tape between its place and another; after falling behind, from a key frame on.
    fn read(&mut self, end: u64) -> Option<Shots> {
        let mut entry = None;
        loop {
            let Some(place) = self.place else {
                entry = Some(self.enter()?);
                continue;
            };
            // Who comes in does not wait for the bell.
            match self.live.read(place, if entry.is_some() { ALL } else { end }) {
                Read::Lost => self.place = None,
                Read::Nothing => return None,
                Read::Frames(batch) => {
                    self.place = Some(place + batch.frames.len() as u64);
                    return Some(self.shots(entry, batch));
                }
            }
        }
    }

    /// Goes to a key frame, and says what comes before it.
    fn enter(&mut self) -> Option<Setup> {
        let Entry { place, frame, setup } = self.live.enter()?;
        self.place = Some(place);
        self.clock.zero.get_or_insert(frame.time);
        Some(setup)
    }

    fn shots(&mut self, entry: Option<Setup>, batch: Arc<Batch>) -> Shots {
        let is_opening = self.last.is_none();
        self.last = self.last.max(Some(self.clock.at(batch.latest)));
        Shots { entry, is_opening, batch, clock: self.clock }
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.live.leave(self.number);
    }
}
