use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use super::Stream;
use crate::{OpenTok, request, wire::StreamInfo};

impl Stream {
    /// Reads the stream.
    pub fn info(&self) -> GetStream {
        GetStream(self.clone())
    }
}

/// Reads a stream: `GET /session/{id}/stream/{id}` (spec 9). An unknown one fails with
/// [`Category::NotFound`](crate::Category::NotFound) or
/// [`Category::TimeoutOrInvalidStream`](crate::Category::TimeoutOrInvalidStream).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct GetStream(Stream);

impl Operation for GetStream {
    type Output = StreamInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.stream.get";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_json(response)
    }
}
