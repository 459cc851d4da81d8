use std::time::SystemTime;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};

use super::Stream;
use crate::{
    Pili,
    noun::{check_span, seconds},
    wire::{Items, StreamStats},
};

impl Stream {
    /// Reads measured figures of the stream, of the last hour unless a span is given.
    pub fn stats(&self) -> Stats {
        Stats { stream: self.clone(), start: None, end: None }
    }
}

/// Reads the figures of a stream over time: `GET /v2/hubs/{hub}/streams/{key}/stats` (spec 4.1; vendor page
/// 12403). The span is at most 24 hours.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stats {
    stream: Stream,
    start: Option<i64>,
    end: Option<i64>,
}

impl Stats {
    /// From this time on; without it from an hour ago.
    pub fn start(self, time: SystemTime) -> Self {
        Self { start: Some(seconds(time)), ..self }
    }

    /// Up to this time; without it until now.
    pub fn end(self, time: SystemTime) -> Self {
        Self { end: Some(seconds(time)), ..self }
    }
}

impl Operation for Stats {
    type Output = Vec<StreamStats>;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.stats";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        const DAY: i64 = 24 * 60 * 60;
        check_span(self.start, self.end)?;
        let length = self.start.zip(self.end).map_or(0, |(start, end)| end.saturating_sub(start));
        if length > DAY {
            return Err(Error::invalid("span", "must be at most 24 hours"));
        }
        let url = self.stream.url(endpoint)?.path(["stats"]);
        url.query_some("start", self.start).query_some("end", self.end).get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<StreamStats>> {
        decode_object::<Items<StreamStats>>(response).map(Items::into_vec)
    }
}
