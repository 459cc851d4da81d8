use std::time::SystemTime;

use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{
    Stream, request,
    time::{check_span, millis},
    wire::SegmentList,
};
use crate::first::FirstGen;

impl Stream {
    /// Reads which spans were published and kept.
    pub fn segments(&self) -> Segments {
        Segments { stream: self.clone(), start: None, end: None }
    }
}

/// Reads the kept spans of a stream: `GET /v1/streams/{id}/segments` (spec 4.7).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Segments {
    stream: Stream,
    start: Option<i64>,
    end: Option<i64>,
}

impl Segments {
    /// From this time on, to the millisecond.
    pub fn start(self, time: SystemTime) -> Self {
        Self { start: Some(millis(time)), ..self }
    }

    /// Up to this time, to the millisecond.
    pub fn end(self, time: SystemTime) -> Self {
        Self { end: Some(millis(time)), ..self }
    }
}

impl Operation for Segments {
    type Output = SegmentList;
    type Api = FirstGen;
    const NAME: &'static str = "pili.first.segments.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_span(self.start, self.end)?;
        let url = self.stream.url(endpoint)?.path(["segments"]);
        request::get(url.query_some("starttime", self.start).query_some("endtime", self.end))
    }

    fn decode(&self, response: &Response) -> Result<SegmentList> {
        decode_object(response)
    }
}
