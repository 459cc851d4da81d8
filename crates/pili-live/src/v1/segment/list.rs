use std::time::{Duration, SystemTime};

use pili_core::{
    Endpoint, Error, Idempotency, Operation, Request, Response, Result, Span, decode_object, null_as_default,
    time::unix_seconds,
};
use pili_qiniu::length::seconds;
use serde::{Deserialize, Serialize};

use crate::{Pili, noun::add_span, v1::Stream};

impl Stream {
    /// Reads which spans were published and kept. Example: [`Stream::save_as`].
    pub fn segments(&self) -> List {
        List { stream: self.clone(), span: Span::default(), limit: None }
    }
}

/// Reads the kept spans of a stream: `GET /v1/streams/{id}/segments` (spec 4.6).
///
/// Example: [`Stream::save_as`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List {
    stream: Stream,
    span: Span,
    limit: Option<u32>,
}

impl List {
    /// Only what was published in this span; without it, all until now.
    ///
    /// Example: [`Stream::save_as`].
    pub fn span(self, span: impl Into<Span>) -> Self {
        Self { span: span.into(), ..self }
    }

    /// At most this many spans.
    ///
    /// Example: [`Stream::save_as`].
    pub fn limit(self, limit: u32) -> Self {
        Self { limit: Some(limit), ..self }
    }
}

impl Operation for List {
    type Output = Segments;
    type Api = Pili;
    const NAME: &'static str = "pili1.segment.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.limit == Some(0) {
            return Err(Error::invalid("limit", "must not be 0"));
        }
        let url = self.stream.url(endpoint)?.path(["segments"]);
        add_span(url, self.span)?.query_some("limit", self.limit).get()
    }

    fn decode(&self, response: &Response) -> Result<Segments> {
        decode_object(response)
    }
}

/// The kept spans of a stream.
///
/// Example: [`Stream::save_as`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Segments {
    /// Where the answer begins; `None` when nothing is kept.
    #[serde(with = "unix_seconds::option", default)]
    pub start: Option<SystemTime>,
    /// Where the answer ends; `None` when nothing is kept.
    #[serde(with = "unix_seconds::option", default)]
    pub end: Option<SystemTime>,
    /// How much is kept in all.
    #[serde(with = "seconds", default)]
    pub duration: Duration,
    /// The spans.
    #[serde(deserialize_with = "null_as_default")]
    pub segments: Vec<Segment>,
}

/// A kept span.
///
/// Example: [`Stream::save_as`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Segment {
    /// Where it begins.
    #[serde(with = "unix_seconds")]
    pub start: SystemTime,
    /// Where it ends.
    #[serde(with = "unix_seconds")]
    pub end: SystemTime,
}
