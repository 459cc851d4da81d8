//! The segments of a stream that are still held: for HLS, for recordings, for snapshots.

use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, SystemTime},
};

use tokio::sync::watch;

use super::{
    Segmenting,
    frame::Frame,
    segment::{Segment, Segmenter},
    setup::Setup,
    ts::Counters,
};

#[derive(Debug)]
pub(crate) struct Recording {
    segments: VecDeque<Arc<Segment>>,
    /// Cuts the publish that is going on.
    segmenter: Option<Segmenter>,
    /// Between publishes.
    counters: Counters,
    next: u64,
    /// Breaks in segments that are gone.
    breaks_gone: u64,
    weight: usize,
    limit: usize,
    segmenting: Segmenting,
    /// When the last publish ended; `None` while one goes on.
    ended: Option<SystemTime>,
    listing: Listing,
    /// The number of the next segment, to be told of.
    added: watch::Sender<u64>,
}

/// What the live playlist lists: what was published without a pause longer than the grace.
#[derive(Clone, Copy, Debug, Default)]
struct Listing {
    /// Its first segment.
    from: u64,
    /// The longest that a segment may be; fixed with the first one.
    target: Option<Duration>,
}

/// A live playlist as it stands.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) segments: Vec<Arc<Segment>>,
    pub(crate) breaks_before: u64,
    pub(crate) target: Duration,
    pub(crate) has_ended: bool,
    /// Tells of the next segment.
    pub(crate) added: watch::Receiver<u64>,
}

impl Recording {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            segments: VecDeque::new(),
            segmenter: None,
            counters: Counters::default(),
            next: 0,
            breaks_gone: 0,
            weight: 0,
            limit,
            segmenting: Segmenting::default(),
            ended: None,
            listing: Listing::default(),
            added: watch::Sender::new(0),
        }
    }

    /// A publish begins; after a long pause with a playlist of its own.
    pub(crate) fn begin(&mut self, now: SystemTime, segmenting: Segmenting) {
        if self.has_ended(now) {
            self.listing = Listing { from: self.next, target: None };
        }
        (self.segmenting, self.ended) = (segmenting, None);
        self.segmenter = Some(Segmenter::new(segmenting.target, self.counters));
    }

    /// Takes a frame that arrived now; gives the segment that it ends.
    pub(crate) fn push(
        &mut self,
        frame: Arc<Frame>,
        now: SystemTime,
        setup: impl FnOnce() -> Setup,
    ) -> Option<Arc<Segment>> {
        let ended = self.segmenter.as_mut()?.push(frame, now, setup)?;
        Some(self.add(ended))
    }

    /// The publish ends; gives its last segment.
    pub(crate) fn finish(&mut self, now: SystemTime) -> Option<Arc<Segment>> {
        self.ended = Some(now);
        let (last, counters) = self.segmenter.take()?.finish();
        self.counters = counters;
        last.map(|last| self.add(last))
    }

    fn add(&mut self, segment: Segment) -> Arc<Segment> {
        let segment = self.numbered(segment);
        self.next += 1;
        self.weight += segment.weight();
        self.segments.push_back(segment.clone());
        self.bound(&segment);
        self.added.send_replace(self.next);
        while self.weight > self.limit && self.segments.len() > 1 {
            self.drop_first();
        }
        segment
    }

    pub(crate) fn get(&self, number: u64) -> Option<Arc<Segment>> {
        self.segments.iter().find(|segment| segment.number == number).cloned()
    }

    /// One of those that go on with the configuration of this one.
    pub(crate) fn of_map(&self, map: u64) -> Option<Arc<Segment>> {
        self.segments.iter().find(|segment| segment.map == map).cloned()
    }

    /// Segments that lie at least partly in this span, oldest first; the one that is still growing as it is now.
    pub(crate) fn between(&self, start: SystemTime, end: SystemTime) -> Vec<Arc<Segment>> {
        let growing =
            self.segmenter.as_ref().and_then(Segmenter::so_far).map(|segment| self.numbered(segment));
        let all = self.segments.iter().cloned().chain(growing);
        all.filter(|segment| segment.start < end && segment.end() > start).collect()
    }

    /// Drops complete segments that lie wholly in a span.
    pub(crate) fn forget(&mut self, start: SystemTime, end: SystemTime) {
        let (gone, kept) = std::mem::take(&mut self.segments)
            .into_iter()
            .partition(|segment| segment.start >= start && segment.end() <= end);
        self.segments = kept;
        let gone: VecDeque<Arc<Segment>> = gone;
        self.weight -= gone.iter().map(|segment| segment.weight()).sum::<usize>();
        self.breaks_gone += gone.iter().filter(|segment| segment.is_break).count() as u64;
    }

    /// The last segments for a live playlist.
    pub(crate) fn listed(&self, now: SystemTime) -> Listed {
        let older = self.segments.iter().take_while(|segment| segment.number < self.listing.from).count();
        let skipped = older.max(self.segments.len().saturating_sub(self.segmenting.listed));
        let breaks = self.segments.iter().take(skipped).filter(|segment| segment.is_break).count();
        Listed {
            segments: self.segments.iter().skip(skipped).cloned().collect(),
            breaks_before: self.breaks_gone + breaks as u64,
            target: self.listing.target.unwrap_or(self.segmenting.target),
            has_ended: self.has_ended(now),
            added: self.added.subscribe(),
        }
    }

    /// Whether nobody has published for longer than the grace.
    fn has_ended(&self, now: SystemTime) -> bool {
        let gone = self.ended.map(|ended| now.duration_since(ended).unwrap_or_default());
        gone.is_some_and(|gone| gone >= self.segmenting.grace)
    }

    /// The first segment of a playlist decides how long all may be.
    fn bound(&mut self, segment: &Segment) {
        let target = self.segmenting.target.max(segment.duration);
        let target = *self.listing.target.get_or_insert(target);
        if segment.duration > target + Duration::from_millis(500) {
            let length = segment.duration.as_secs_f64();
            tracing::warn!(length, ?target, "key frames are further apart than the playlist says");
        }
    }

    pub(crate) fn last_end(&self) -> Option<SystemTime> {
        self.segments.back().map(|segment| segment.end())
    }

    fn numbered(&self, segment: Segment) -> Arc<Segment> {
        let is_break = segment.is_break && self.next > 0;
        // What is sent faster than it is played arrives all at once; the order of times is that of numbers.
        let after = self.segments.back().map(|last| last.start + Duration::from_millis(1));
        let start = after.map_or(segment.start, |after| segment.start.max(after));
        let last = self.segments.back().filter(|last| !is_break && last.setup.is_same(&segment.setup));
        let map = last.map_or(self.next, |last| last.map);
        Arc::new(Segment { number: self.next, is_break, start, map, ..segment })
    }

    fn drop_first(&mut self) {
        if let Some(segment) = self.segments.pop_front() {
            self.weight -= segment.weight();
            self.breaks_gone += u64::from(segment.is_break);
        }
    }
}
