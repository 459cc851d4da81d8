//! The last seconds of a stream: where viewers read, each at their own pace.

use std::{collections::VecDeque, ops::Range, sync::Arc};

use super::{
    batch::{BATCH, Batch},
    frame::Frame,
};

/// A ring of frames bounded in bytes. It is the GOP cache and the queue of every viewer at once, so that
/// a thousand slow viewers hold no more memory than one.
#[derive(Debug)]
pub(crate) struct Tape {
    frames: VecDeque<Arc<Frame>>,
    /// The number of the first frame held.
    first: u64,
    /// The number of the last frame on which a viewer can start.
    start: Option<u64>,
    /// Whether that frame is held no more: so much came after it.
    has_lost_start: bool,
    weight: usize,
    limit: usize,
    /// What was read last, and from where to where: most viewers read the same.
    last_read: Option<(Range<u64>, Arc<Batch>)>,
}

/// What a viewer finds at its place.
#[derive(Debug)]
pub(crate) enum Read {
    /// Those from there on.
    Frames(Arc<Batch>),
    /// There is nothing yet.
    Nothing,
    /// The place was overwritten: the viewer was too slow.
    Lost,
}

/// Frames older than this are dropped, except those of the current GOP.
const KEEP_MS: u64 = 3_000;

impl Tape {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            frames: VecDeque::new(),
            first: 0,
            start: None,
            has_lost_start: false,
            weight: 0,
            limit,
            last_read: None,
        }
    }

    pub(crate) fn push(&mut self, frame: Arc<Frame>) {
        if frame.start {
            self.start = Some(self.end());
            self.has_lost_start = false;
        }
        self.weight += frame.weight();
        let now = frame.time;
        self.frames.push_back(frame);
        while self.is_too_long(now) {
            self.drop_first();
        }
    }

    /// Frames up to another place, or to the one with which they have [`BATCH`] bytes.
    pub(crate) fn read(&mut self, place: u64, end: u64) -> Read {
        let end = end.min(self.end());
        if place < self.first {
            return Read::Lost;
        }
        if place >= end {
            return Read::Nothing;
        }
        if let Some((range, batch)) = &self.last_read
            && *range == (place..end)
        {
            return Read::Frames(batch.clone());
        }
        let batch = Arc::new(Batch::new(self.frames(place, end)));
        self.last_read = Some((place..end, batch.clone()));
        Read::Frames(batch)
    }

    fn frames(&self, place: u64, end: u64) -> Vec<Arc<Frame>> {
        let mut room = BATCH;
        let has_room = |frame: &&Arc<Frame>| {
            let had_room = room > 0;
            room = room.saturating_sub(frame.size());
            had_room
        };
        let asked = self.frames.iter().skip((place - self.first) as usize).take((end - place) as usize);
        asked.take_while(has_room).cloned().collect()
    }

    /// The frame at a place, if it is held.
    pub(crate) fn frame(&self, place: u64) -> Option<&Arc<Frame>> {
        self.frames.get(usize::try_from(place.checked_sub(self.first)?).ok()?)
    }

    /// Where a viewer starts: the last key frame.
    pub(crate) fn start(&self) -> Option<u64> {
        self.start
    }

    /// Nobody starts before what comes next: the codec's configuration has changed.
    pub(crate) fn forget_start(&mut self) {
        self.start = None;
        self.has_lost_start = false;
    }

    /// Whether nobody can start before the next key frame, since the last is held no more.
    pub(crate) fn has_lost_start(&self) -> bool {
        self.has_lost_start
    }

    /// Bytes that are held at most.
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    pub(crate) fn weight(&self) -> usize {
        self.weight
    }

    /// Drops the frames before the current GOP: only viewers who are slow still read them.
    pub(crate) fn forget_past(&mut self) {
        while self.start.is_some_and(|start| self.first < start) {
            self.drop_first();
        }
    }

    /// Drops the oldest frame; `false` if there is none.
    pub(crate) fn forget_oldest(&mut self) -> bool {
        self.drop_first();
        !self.frames.is_empty()
    }

    /// The place behind the last frame.
    pub(crate) fn end(&self) -> u64 {
        self.first + self.frames.len() as u64
    }

    fn is_too_long(&self, now: u64) -> bool {
        let Some(first) = self.frames.front() else { return false };
        let is_past = first.time + KEEP_MS < now && self.start.is_none_or(|start| self.first < start);
        self.weight > self.limit || is_past
    }

    fn drop_first(&mut self) {
        if let Some(frame) = self.frames.pop_front() {
            self.weight -= frame.weight();
            self.first += 1;
            self.has_lost_start |= self.start.is_some_and(|start| start < self.first);
            self.start = self.start.filter(|start| *start >= self.first);
            self.last_read.take_if(|(range, _)| range.start < self.first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TagKind;

    fn frame(time: u64, start: bool, size: usize) -> Arc<Frame> {
        Arc::new(Frame::new(TagKind::Video, time, start, &vec![0; size]))
    }

    fn count(read: Read) -> Option<usize> {
        match read {
            Read::Frames(batch) => Some(batch.frames.len()),
            Read::Nothing => Some(0),
            Read::Lost => None,
        }
    }

    #[test]
    fn the_current_gop_is_kept_however_long() {
        let mut tape = Tape::new(1 << 20);
        (0..100).for_each(|n| tape.push(frame(n * 100, n == 0, 10)));
        assert_eq!(tape.start(), Some(0));
        assert_eq!(count(tape.read(0, u64::MAX)), Some(100));
        assert_eq!(count(tape.read(100, u64::MAX)), Some(0));
    }

    #[test]
    fn frames_before_the_last_key_frame_go_after_some_seconds() {
        let mut tape = Tape::new(1 << 20);
        (0..100).for_each(|n| tape.push(frame(n * 100, n % 10 == 0, 10)));
        assert_eq!(count(tape.read(60, u64::MAX)), None);
        assert_eq!(count(tape.read(80, u64::MAX)), Some(20));
    }

    #[test]
    fn a_read_ends_with_the_frame_that_brings_it_to_its_bytes_and_holds_one_at_least() {
        for (size, expected) in [(2 * BATCH, 1), (BATCH, 1), (BATCH - 1, 2), (BATCH / 4, 4), (100, 10)] {
            let mut tape = Tape::new(2 << 20);
            (0..10).for_each(|n| tape.push(frame(n, n == 0, size)));
            assert_eq!(count(tape.read(0, u64::MAX)), Some(expected), "{size}");
        }
    }

    #[test]
    fn whoever_reads_from_the_same_place_to_the_same_place_shares_what_is_read() {
        let mut tape = Tape::new(10_000);
        let shared = |tape: &mut Tape, place, end| match tape.read(place, end) {
            Read::Frames(batch) => batch,
            other => panic!("{other:?}"),
        };
        (0..5).for_each(|n| tape.push(frame(n, n == 0, 100)));
        let first = shared(&mut tape, 1, 4);
        assert_eq!(first.frames.len(), 3);
        tape.push(frame(5, false, 100));
        assert!(Arc::ptr_eq(&first, &shared(&mut tape, 1, 4)));
        assert_eq!(shared(&mut tape, 1, 6).frames.len(), 5);
    }

    #[test]
    fn what_was_read_last_is_not_held_longer_than_on_the_tape() {
        let mut tape = Tape::new(10_000);
        tape.push(frame(0, true, 1_000));
        let Read::Frames(batch) = tape.read(0, u64::MAX) else { panic!("nothing to read") };
        let held = Arc::downgrade(&batch);
        drop(batch);
        assert!(held.upgrade().is_some());
        (1..20).for_each(|n| tape.push(frame(n, false, 1_000)));
        assert!(held.upgrade().is_none());
    }

    #[test]
    fn the_bound_in_bytes_holds_even_against_the_current_gop() {
        let mut tape = Tape::new(10_000);
        (0..100).for_each(|n| tape.push(frame(n, n == 0, 1_000)));
        assert!(tape.weight <= 10_000);
        assert_eq!((tape.start(), tape.has_lost_start()), (None, true));
        tape.push(frame(100, true, 1_000));
        assert!(tape.start().is_some() && !tape.has_lost_start());
    }
}
