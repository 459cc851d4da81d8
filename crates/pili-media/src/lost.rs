//! What was published and is held no longer.

use std::{collections::VecDeque, ops::Range, time::SystemTime};

use crate::spans::within;

/// Spans of which is known that they are gone; beyond these the oldest two count as one.
const KNOWN: usize = 1_000;

/// The spans that a recording has let go, oldest first, none touching another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lost(VecDeque<Range<SystemTime>>);

impl Lost {
    pub(crate) fn add(&mut self, span: Range<SystemTime>) {
        if span.is_empty() {
            return;
        }
        let from = self.0.partition_point(|other| other.end < span.start);
        let until = self.0.partition_point(|other| other.start <= span.end);
        let touched = self.0.drain(from..until);
        let whole = touched.fold(span, |one, other| one.start.min(other.start)..one.end.max(other.end));
        self.0.insert(from, whole);
        if self.0.len() > KNOWN
            && let Some(oldest) = self.0.pop_front()
            && let Some(next) = self.0.front_mut()
        {
            next.start = oldest.start;
        }
    }

    /// Nobody wants to know of what was lost in this span.
    pub(crate) fn forget(&mut self, span: &Range<SystemTime>) {
        let parts = |lost: &Range<SystemTime>| {
            [lost.start..span.start.min(lost.end), span.end.max(lost.start)..lost.end]
        };
        self.0 = self.0.iter().flat_map(parts).filter(|part| !part.is_empty()).collect();
    }

    pub(crate) fn between(&self, span: Range<SystemTime>) -> impl Iterator<Item = Range<SystemTime>> {
        self.0.iter().filter_map(move |lost| within(lost, &span))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Range<SystemTime>> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    fn span(start: u64, end: u64) -> Range<SystemTime> {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        at(start)..at(end)
    }

    fn lost(spans: &[(u64, u64)]) -> Lost {
        let mut lost = Lost::default();
        spans.iter().for_each(|(start, end)| lost.add(span(*start, *end)));
        lost
    }

    #[test]
    fn spans_that_touch_become_one_whatever_their_order() {
        let all = lost(&[(0, 5), (10, 15), (5, 7), (20, 25), (15, 20), (30, 30)]);
        assert_eq!(Vec::from(all.0), [span(0, 7), span(10, 25)]);
    }

    #[test]
    fn only_so_many_spans_are_known_and_none_is_forgotten() {
        let mut all = lost(&[]);
        (0..KNOWN as u64 + 5).for_each(|n| all.add(span(n * 10, n * 10 + 1)));
        assert_eq!((all.0.len(), all.0[0].clone()), (KNOWN, span(0, 51)));
    }

    #[test]
    fn what_is_forgotten_on_purpose_is_not_missed() {
        let mut all = lost(&[(0, 10), (20, 30), (40, 50)]);
        all.forget(&span(5, 45));
        assert_eq!(Vec::from(all.0.clone()), [span(0, 5), span(45, 50)]);
        assert_eq!(all.between(span(4, 46)).collect::<Vec<_>>(), [span(4, 5), span(45, 46)]);
    }
}
