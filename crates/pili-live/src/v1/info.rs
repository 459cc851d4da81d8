use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{Stream, wire::StreamInfo};
use crate::Pili;

impl Stream {
    /// Reads the stream: its settings and where it is published and played.
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a stream: `GET /v1/streams/{id}` (spec 4.6).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Stream);

impl Operation for Info {
    type Output = StreamInfo;
    type Api = Pili;
    const NAME: &'static str = "pili.v1.stream.get";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}
