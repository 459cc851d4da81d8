//! The segments of a stream that are still held: for HLS, for recordings, for snapshots.

use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, SystemTime},
};

use super::{
    frame::Frame,
    segment::{Segment, Segmenter},
    setup::Setup,
    ts::Muxer,
};

#[derive(Debug)]
pub(crate) struct Recording {
    segments: VecDeque<Arc<Segment>>,
    /// Cuts the publish that is going on.
    segmenter: Option<Segmenter>,
    /// Between publishes.
    muxer: Muxer,
    next: u64,
    /// Breaks in segments that are gone.
    breaks_gone: u64,
    weight: usize,
    limit: usize,
    /// Segments in a live playlist.
    pub(crate) listed: usize,
}

impl Recording {
    pub(crate) fn new(limit: usize, listed: usize) -> Self {
        Self {
            segments: VecDeque::new(),
            segmenter: None,
            muxer: Muxer::default(),
            next: 0,
            breaks_gone: 0,
            weight: 0,
            limit,
            listed,
        }
    }

    /// A publish begins.
    pub(crate) fn begin(&mut self, target: Duration) {
        self.segmenter = Some(Segmenter::new(target, std::mem::take(&mut self.muxer)));
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
    pub(crate) fn finish(&mut self) -> Option<Arc<Segment>> {
        let (last, muxer) = self.segmenter.take()?.finish();
        self.muxer = muxer;
        last.map(|last| self.add(last))
    }

    fn add(&mut self, segment: Segment) -> Arc<Segment> {
        let segment = self.numbered(segment);
        self.next += 1;
        self.weight += segment.weight();
        self.segments.push_back(segment.clone());
        while self.weight > self.limit && self.segments.len() > 1 {
            self.drop_first();
        }
        segment
    }

    pub(crate) fn get(&self, number: u64) -> Option<Arc<Segment>> {
        self.segments.iter().find(|segment| segment.number == number).cloned()
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

    /// The last segments for a live playlist, and how many breaks came before them.
    pub(crate) fn last(&self) -> (Vec<Arc<Segment>>, u64) {
        let skipped = self.segments.len().saturating_sub(self.listed);
        let breaks = self.segments.iter().take(skipped).filter(|segment| segment.is_break).count();
        (self.segments.iter().skip(skipped).cloned().collect(), self.breaks_gone + breaks as u64)
    }

    pub(crate) fn last_end(&self) -> Option<SystemTime> {
        self.segments.back().map(|segment| segment.end())
    }

    fn numbered(&self, segment: Segment) -> Arc<Segment> {
        let is_break = segment.is_break && self.next > 0;
        // What is sent faster than it is played arrives all at once; the order of times is that of numbers.
        let after = self.segments.back().map(|last| last.start + Duration::from_millis(1));
        let start = after.map_or(segment.start, |after| segment.start.max(after));
        Arc::new(Segment { number: self.next, is_break, start, ..segment })
    }

    fn drop_first(&mut self) {
        if let Some(segment) = self.segments.pop_front() {
            self.weight -= segment.weight();
            self.breaks_gone += u64::from(segment.is_break);
        }
    }
}
