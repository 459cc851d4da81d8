use std::{ops::Range, time::SystemTime};

use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{
    Stream, request,
    time::{check_span, millis},
};
use crate::first::FirstGen;

impl Stream {
    /// Deletes what was kept in a span, to the millisecond.
    pub fn delete_segments(&self, span: Range<SystemTime>) -> DeleteSegments {
        DeleteSegments { stream: self.clone(), start: millis(span.start), end: millis(span.end) }
    }
}

/// Deletes kept spans of a stream: `DELETE /v1/streams/{id}/segments` (spec 4.7).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct DeleteSegments {
    stream: Stream,
    start: i64,
    end: i64,
}

impl Operation for DeleteSegments {
    type Output = ();
    type Api = FirstGen;
    const NAME: &'static str = "pili.first.segments.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_span(Some(self.start), Some(self.end))?;
        let url = self.stream.url(endpoint)?.path(["segments"]);
        request::delete(url.query("starttime", self.start).query("endtime", self.end))
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
