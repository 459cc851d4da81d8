//! What was published to a stream of the first generation and is kept. Times are taken to the millisecond.
//!
//! Example: [`Stream::segments`](crate::first::stream::Stream::segments).

mod delete;
mod list;
pub(crate) mod play;

use std::time::{SystemTime, UNIX_EPOCH};

use pili_core::{Endpoint, Result, Span, Url};

use super::Stream;

pub use delete::Delete;
pub use list::{List, Segment, SegmentList};
pub use play::Play;

/// `/v1/streams/{id}/segments…`, with the ends of a span.
fn url(stream: &Stream, endpoint: &Endpoint, more: &[&str], span: Span) -> Result<Url> {
    span.check()?;
    let url = stream.url(endpoint)?.path(["segments"]).path(more);
    Ok(url.query_some("starttime", span.start().map(millis)).query_some("endtime", span.end().map(millis)))
}

/// Milliseconds since 1970, before which no checked span begins.
fn millis(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis()
}
