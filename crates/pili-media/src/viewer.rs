//! One player of a live stream, at its own pace.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use super::{
    frame::Frame,
    live::{End, Live},
    meter::Meter,
    setup::Setup,
    tape::Read,
};

/// How long a frame waits at most for others, where it is sent to a crowd: one write then carries several.
const GATHERING: Duration = Duration::from_millis(100);

/// Reads frames from the tape: from a key frame on, and again from a key frame after falling behind.
#[derive(Debug)]
pub(crate) struct Viewer {
    live: Arc<Live>,
    number: u64,
    meter: Arc<Meter>,
    news: watch::Receiver<()>,
    end: watch::Receiver<Option<End>>,
    /// The next frame to read; `None` while waiting for a key frame.
    place: Option<u64>,
    /// The stream's time that is this viewer's zero.
    zero: Option<u64>,
    waiting: VecDeque<Shot>,
    opening: Option<Setup>,
    /// Until when it leaves frames to gather.
    rest: Option<Instant>,
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
        let (news, end) = (live.news.subscribe(), live.end.subscribe());
        Self {
            live,
            number,
            meter,
            news,
            end,
            place: None,
            zero: None,
            waiting: VecDeque::new(),
            opening: None,
            rest: None,
        }
    }

    /// The next frame; `None` at the end. Nothing is lost if the future is dropped.
    pub(crate) async fn next(&mut self) -> Option<Shot> {
        loop {
            self.news.mark_unchanged();
            let is_over = self.end.borrow().is_some();
            if self.is_cut() || self.meter.is_kicked() {
                return None;
            }
            if self.rest.is_none()
                && let Some(shot) = self.now()
            {
                self.rest = self.live.is_crowded().then(|| Instant::now() + GATHERING);
                return Some(shot);
            }
            if is_over {
                return self.now();
            }
            match self.rest {
                Some(until) => tokio::select! {
                    () = sleep_until(until) => self.rest = None,
                    end = self.end.changed() => end.ok()?,
                },
                None => tokio::select! {
                    news = self.news.changed() => news.ok()?,
                    end = self.end.changed() => end.ok()?,
                },
            }
        }
    }

    /// The next frame if there is one: after [`next`](Self::next), those that have gathered.
    pub(crate) fn now(&mut self) -> Option<Shot> {
        let shot = self.advance()?;
        Some(Shot { opening: self.opening.take(), ..shot })
    }

    fn advance(&mut self) -> Option<Shot> {
        loop {
            if let Some(shot) = self.waiting.pop_front() {
                return Some(shot);
            }
            let Some(place) = self.place else {
                self.enter()?;
                continue;
            };
            match self.live.read(place) {
                Read::Wait => return None,
                Read::Lost => self.place = None,
                Read::Frame(frame) => {
                    self.place = Some(place + 1);
                    let timestamp = self.timestamp(frame.time);
                    return Some(Shot { frame, timestamp, opening: None });
                }
            }
        }
    }

    /// Counts bytes that were sent.
    pub(crate) fn sent(&self, bytes: usize) {
        self.meter.sent(bytes);
    }

    /// Why the stream ended, if it has.
    pub(crate) fn end(&self) -> Option<End> {
        self.end.borrow().clone()
    }

    /// Waits until the stream has ended.
    pub(crate) fn ended(&self) -> impl Future<Output = ()> + use<> {
        let mut end = self.live.end.subscribe();
        async move {
            let _ = end.wait_for(Option::is_some).await;
        }
    }

    fn is_cut(&self) -> bool {
        matches!(&*self.end.borrow(), Some(End::Cut(_)))
    }

    fn enter(&mut self) -> Option<()> {
        let entry = self.live.enter()?;
        let is_first = self.zero.is_none();
        self.zero.get_or_insert(entry.time);
        self.place = Some(entry.place);
        let timestamp = self.timestamp(entry.time);
        let shots = entry.setup.frames().map(|frame| Shot { frame, timestamp, opening: None });
        self.waiting.extend(shots);
        self.opening = is_first.then_some(entry.setup);
        Some(())
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
