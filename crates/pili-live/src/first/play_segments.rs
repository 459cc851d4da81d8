use std::time::SystemTime;

use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{
    Stream, request,
    time::{check_span, millis},
    wire::PlayUrl,
};
use crate::first::FirstGen;

impl Stream {
    /// Asks for the URL that plays what was kept from a time on, to the millisecond.
    pub fn play_segments(&self, start: SystemTime) -> PlaySegments {
        PlaySegments { stream: self.clone(), start: millis(start), end: None }
    }
}

/// Asks for the URL of a playback: `GET /v1/streams/{id}/segments/play` (spec 4.7).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct PlaySegments {
    stream: Stream,
    start: i64,
    end: Option<i64>,
}

impl PlaySegments {
    /// Up to this time, to the millisecond.
    pub fn end(self, time: SystemTime) -> Self {
        Self { end: Some(millis(time)), ..self }
    }
}

impl Operation for PlaySegments {
    type Output = String;
    type Api = FirstGen;
    const NAME: &'static str = "pili.first.segments.play";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_span(Some(self.start), self.end)?;
        let url = self.stream.url(endpoint)?.path(["segments", "play"]);
        request::get(url.query("starttime", self.start).query_some("endtime", self.end))
    }

    fn decode(&self, response: &Response) -> Result<String> {
        decode_object::<PlayUrl>(response).map(|answer| answer.url)
    }
}
