use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{Stream, request, wire::StreamInfo};
use crate::first::FirstGen;

impl Stream {
    /// Reads the stream.
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a stream: `GET /v1/streams/{id}` (spec 4.7).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Stream);

impl Operation for Info {
    type Output = StreamInfo;
    type Api = FirstGen;
    const NAME: &'static str = "pili.first.stream.get";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}
