//! The spans of a stream that are still held, as the older APIs tell them.

use std::{
    ops::Range,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::response::{AppendHeaders, IntoResponse, Response};

use crate::media::Spans;

/// What a list of spans does not show.
const NOTE: &str = "x-pili-local-note";

/// A list of what is held, with a note where something is missing.
pub(super) fn noted(spans: &Spans, list: impl IntoResponse) -> Response {
    let note = (!spans.missing.is_empty()).then(|| (NOTE, format!("{spans} (Unix seconds)")));
    (AppendHeaders(note), list).into_response()
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
