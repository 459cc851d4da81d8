use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use super::{Status, Stream};
use crate::Qiniu;

impl Stream {
    /// Reads whether the stream is live, and at which rate.
    pub fn status(&self) -> ReadStatus {
        ReadStatus(self.clone())
    }
}

/// Reads the status of a stream: `GET /v1/streams/{id}/status` (spec 4.6).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct ReadStatus(Stream);

impl Operation for ReadStatus {
    type Output = Status;
    type Api = Qiniu;
    const NAME: &'static str = "pili.v1.stream.status";

    fn idempotency(&self) -> Idempotency {
        Idempotency::Idempotent
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["status"]).get()
    }

    fn decode(&self, response: Response) -> Result<Status> {
        decode_json(&response)
    }
}
