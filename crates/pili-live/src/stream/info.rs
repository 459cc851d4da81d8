use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::Stream;
use crate::{Pili, wire::StreamInfo};

impl Stream {
    /// Reads the stream's settings.
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a stream's settings: `GET /v2/hubs/{hub}/streams/{key}` (spec 4.1; vendor page 2773).
///
/// Fails with [`Reason::NotFound`](pili_core::Reason::NotFound) for an unknown stream.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Stream);

impl Operation for Info {
    type Output = StreamInfo;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}
