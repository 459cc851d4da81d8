//! The spans of a stream that are still held, as the older APIs tell them.

use std::{
    ops::Range,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::{live::Pili, media::StreamId};

/// Segments that follow on lie this close.
const ROUNDING: Duration = Duration::from_millis(10);

/// Spans that lie at least partly within another, oldest first: one for each publish without a gap.
pub(super) fn spans(pili: &Pili, id: &StreamId, within: Range<SystemTime>) -> Vec<Range<SystemTime>> {
    let mut spans: Vec<Range<SystemTime>> = Vec::new();
    for segment in pili.media.recorded(id, within.start, within.end) {
        match spans.last_mut() {
            Some(last) if !segment.is_break && segment.start <= last.end + ROUNDING => {
                last.end = segment.end()
            }
            _ => spans.push(segment.start..segment.end()),
        }
    }
    spans
}

/// A time of the wire; `None` leaves an end open.
pub(super) fn moment(since: Option<Duration>) -> Option<SystemTime> {
    since.and_then(|since| UNIX_EPOCH.checked_add(since))
}

/// From an end to another, each of which may be left open.
pub(super) fn within(start: Option<Duration>, end: Option<Duration>, now: SystemTime) -> Range<SystemTime> {
    const A_MINUTE: Duration = Duration::from_secs(60);
    moment(start).unwrap_or(UNIX_EPOCH)..moment(end).unwrap_or(now + A_MINUTE)
}
