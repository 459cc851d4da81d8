use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, Span, decode_object};
use serde::{Deserialize, Serialize};

use super::url;
use crate::first::{FirstGen, Stream, request};

impl Stream {
    /// Asks for the URL that plays what was kept in a span, whose start must be given. Example: [`Stream::segments`].
    pub fn play_segments(&self, span: impl Into<Span>) -> Play {
        Play { stream: self.clone(), span: span.into() }
    }
}

/// Asks for the URL of a playback: `GET /v1/streams/{id}/segments/play` (spec 4.7).
///
/// Example: [`Stream::segments`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Play {
    stream: Stream,
    span: Span,
}

/// Where a playback is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayUrl {
    /// The URL.
    pub url: String,
}

impl Operation for Play {
    type Output = String;
    type Api = FirstGen;
    const NAME: &'static str = "first.segment.play";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.span.start().is_none() {
            return Err(Error::invalid("span", "must have a start"));
        }
        request::get(url(&self.stream, endpoint, &["play"], self.span)?)
    }

    fn decode(&self, response: &Response) -> Result<String> {
        decode_object::<PlayUrl>(response).map(|answer| answer.url)
    }
}
