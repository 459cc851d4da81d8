//! The spans of a stream that are still held, as the older APIs tell them.

use std::{
    ops::Range,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::{
    live::Pili,
    media::{Segment, StreamId},
};

/// Spans that lie at least partly within another, oldest first: one for each publish without a gap.
pub(super) fn spans(pili: &Pili, id: &StreamId, within: Range<SystemTime>) -> Vec<Range<SystemTime>> {
    let segments = pili.media.recorded(id, within.start, within.end);
    let publishes = segments.chunk_by(|one, next| !next.is_break && next.number == one.number + 1);
    publishes.filter_map(span).collect()
}

/// As long as it is played: what was sent faster than that arrived in less.
fn span(publish: &[Arc<Segment>]) -> Option<Range<SystemTime>> {
    let start = publish.first()?.start;
    Some(start..start + publish.iter().map(|segment| segment.duration).sum())
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
