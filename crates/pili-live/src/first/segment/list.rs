use std::time::SystemTime;

use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, Span, decode_object, null_as_default,
    time::unix_millis,
};
use serde::{Deserialize, Serialize};

use super::url;
use crate::first::{FirstGen, Stream, request};

impl Stream {
    /// Reads which spans were published and kept.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::first::Client, since: std::time::SystemTime) -> pili_live::core::Result<()> {
    /// use pili_live::first::Streams;
    /// let stream = Streams::default().stream("54068a9063b906000d000001");
    /// println!("{:?}", client.send(stream.segments().span(since..)).await?);
    /// println!("{:?}", client.send(stream.play_segments(since..)).await?);
    /// client.send(stream.delete_segments(..since)).await?;
    /// # Ok(()) }
    /// ```
    pub fn segments(&self) -> List {
        List { stream: self.clone(), span: Span::default() }
    }
}

/// Reads the kept spans of a stream: `GET /v1/streams/{id}/segments` (spec 4.7).
///
/// Example: [`Stream::segments`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List {
    stream: Stream,
    span: Span,
}

impl List {
    /// Only what was published in this span; without it, all of it. Example: [`Stream::segments`].
    pub fn span(self, span: impl Into<Span>) -> Self {
        Self { span: span.into(), ..self }
    }
}

impl Operation for List {
    type Output = SegmentList;
    type Api = FirstGen;
    const NAME: &'static str = "first.segment.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(url(&self.stream, endpoint, &[], self.span)?)
    }

    fn decode(&self, response: &Response) -> Result<SegmentList> {
        decode_object(response)
    }
}

/// The kept spans of a stream.
///
/// Example: [`Stream::segments`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct SegmentList {
    /// How many there are.
    #[serde(default)]
    pub total: u64,
    /// The spans.
    #[serde(deserialize_with = "null_as_default")]
    pub list: Vec<Segment>,
}

/// A kept span.
///
/// Example: [`Stream::segments`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Segment {
    /// Where it begins.
    #[serde(rename = "starttime", with = "unix_millis")]
    pub start: SystemTime,
    /// Where it ends.
    #[serde(rename = "endtime", with = "unix_millis")]
    pub end: SystemTime,
}
