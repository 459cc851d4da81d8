//! Segments that were put together for players, for the next who asks: a crowd asks for the same ones.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use bytes::Bytes;

use crate::Segment;

/// The last ones that were asked for, in bounded memory.
#[derive(Debug)]
pub(crate) struct Muxed {
    entries: Mutex<VecDeque<Entry>>,
    limit: usize,
}

#[derive(Debug)]
struct Entry {
    segment: Weak<Segment>,
    bytes: Bytes,
}

impl Muxed {
    /// Keeps so many bytes at most.
    pub(crate) fn new(limit: usize) -> Self {
        Self { entries: Mutex::default(), limit }
    }

    /// A segment as it was put together before, or as it is put together now. Nobody waits meanwhile.
    pub(crate) fn get<E>(
        &self,
        segment: &Arc<Segment>,
        mux: impl FnOnce(&Segment) -> Result<Bytes, E>,
    ) -> Result<Bytes, E> {
        match self.known(segment) {
            Some(bytes) => Ok(bytes),
            None => mux(segment).inspect(|bytes| self.keep(segment, bytes)),
        }
    }

    fn known(&self, segment: &Arc<Segment>) -> Option<Bytes> {
        self.entries().iter().find(|entry| entry.is_of(segment)).map(|entry| entry.bytes.clone())
    }

    fn keep(&self, segment: &Arc<Segment>, bytes: &Bytes) {
        let mut entries = self.entries();
        entries.retain(|entry| entry.segment.strong_count() > 0 && !entry.is_of(segment));
        entries.push_back(Entry { segment: Arc::downgrade(segment), bytes: bytes.clone() });
        let mut held: usize = entries.iter().map(|entry| entry.bytes.len()).sum();
        while held > self.limit
            && let Some(oldest) = entries.pop_front()
        {
            held -= oldest.bytes.len();
        }
    }

    fn entries(&self) -> MutexGuard<'_, VecDeque<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    /// No other segment has this address while the entry is there.
    fn is_of(&self, segment: &Arc<Segment>) -> bool {
        std::ptr::eq(self.segment.as_ptr(), Arc::as_ptr(segment))
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, convert::Infallible};

    use super::*;

    fn segments(count: usize) -> Vec<Arc<Segment>> {
        (0..count).map(|_| Arc::new(Segment::of_nothing())).collect()
    }

    /// Asks for a segment of ten bytes; whether it had to be put together.
    fn ask(muxed: &Muxed, segment: &Arc<Segment>) -> bool {
        let was_muxed = Cell::new(false);
        let bytes = muxed.get(segment, |_| {
            was_muxed.set(true);
            Ok::<_, Infallible>(Bytes::from_static(&[7; 10]))
        });
        assert_eq!(bytes, Ok(Bytes::from_static(&[7; 10])));
        was_muxed.get()
    }

    #[test]
    fn a_segment_is_put_together_once_however_often_it_is_asked_for() {
        let (muxed, segments) = (Muxed::new(100), segments(2));
        let asked = [0, 0, 1, 0, 1].map(|index| ask(&muxed, &segments[index]));
        assert_eq!(asked, [true, false, true, false, false]);
    }

    #[test]
    fn the_oldest_go_first_beyond_the_limit_and_those_of_segments_that_are_gone() {
        let (muxed, mut segments) = (Muxed::new(25), segments(3));
        segments.iter().for_each(|segment| assert!(ask(&muxed, segment)));
        assert!(ask(&muxed, &segments[0]), "the third took its place");
        assert!(!ask(&muxed, &segments[2]));
        segments.truncate(1);
        assert!(!ask(&muxed, &segments[0]));
        segments.push(Arc::new(Segment::of_nothing()));
        assert!(ask(&muxed, &segments[1]), "another segment, wherever it lies");
        assert_eq!(muxed.entries().len(), 2);
    }
}
