use std::time::SystemTime;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{Stream, wire};
use crate::{
    Pili,
    noun::{check_span, seconds},
};

impl Stream {
    /// Reads which spans were published and kept.
    pub fn segments(&self) -> Segments {
        Segments { stream: self.clone(), start: None, end: None, limit: None }
    }
}

/// Reads the kept spans of a stream: `GET /v1/streams/{id}/segments` (spec 4.6).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Segments {
    stream: Stream,
    start: Option<i64>,
    end: Option<i64>,
    limit: Option<u32>,
}

impl Segments {
    /// From this time on; without it from the beginning.
    pub fn start(self, time: SystemTime) -> Self {
        Self { start: Some(seconds(time)), ..self }
    }

    /// Up to this time; without it until now.
    pub fn end(self, time: SystemTime) -> Self {
        Self { end: Some(seconds(time)), ..self }
    }

    /// At most this many spans.
    pub fn limit(self, limit: u32) -> Self {
        Self { limit: Some(limit), ..self }
    }
}

impl Operation for Segments {
    type Output = wire::Segments;
    type Api = Pili;
    const NAME: &'static str = "pili.v1.stream.segments";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_span(self.start, self.end)?;
        if self.limit == Some(0) {
            return Err(Error::invalid("limit", "must not be 0"));
        }
        let url = self.stream.url(endpoint)?.path(["segments"]);
        url.query_some("start", self.start).query_some("end", self.end).query_some("limit", self.limit).get()
    }

    fn decode(&self, response: &Response) -> Result<wire::Segments> {
        decode_object(response)
    }
}
