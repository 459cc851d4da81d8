//! The segments of a stream that are still held: for HLS, for recordings, for snapshots.

use std::{collections::VecDeque, sync::Arc, time::SystemTime};

use super::segment::Segment;

#[derive(Debug)]
pub(crate) struct Recording {
    segments: VecDeque<Arc<Segment>>,
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
        Self { segments: VecDeque::new(), next: 0, breaks_gone: 0, weight: 0, limit, listed }
    }

    pub(crate) fn add(&mut self, mut segment: Segment) -> Arc<Segment> {
        segment.number = self.next;
        segment.is_break &= self.next > 0;
        self.next += 1;
        self.weight += segment.weight();
        let segment = Arc::new(segment);
        self.segments.push_back(segment.clone());
        while self.weight > self.limit && self.segments.len() > 1 {
            self.drop_first();
        }
        segment
    }

    pub(crate) fn get(&self, number: u64) -> Option<Arc<Segment>> {
        self.segments.iter().find(|segment| segment.number == number).cloned()
    }

    /// Segments that lie at least partly in this span, oldest first.
    pub(crate) fn between(&self, start: SystemTime, end: SystemTime) -> Vec<Arc<Segment>> {
        let is_inside = |segment: &&Arc<Segment>| segment.start < end && segment.end() > start;
        self.segments.iter().filter(is_inside).cloned().collect()
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

    fn drop_first(&mut self) {
        if let Some(segment) = self.segments.pop_front() {
            self.weight -= segment.weight();
            self.breaks_gone += u64::from(segment.is_break);
        }
    }
}
