use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{Stream, wire};
use crate::Pili;

impl Stream {
    /// Reads whether the stream is live, and at which rate.
    pub fn status(&self) -> Status {
        Status(self.clone())
    }
}

/// Reads the status of a stream: `GET /v1/streams/{id}/status` (spec 4.6).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Status(Stream);

impl Operation for Status {
    type Output = wire::Status;
    type Api = Pili;
    const NAME: &'static str = "pili.v1.stream.status";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["status"]).get()
    }

    fn decode(&self, response: &Response) -> Result<wire::Status> {
        decode_object(response)
    }
}
