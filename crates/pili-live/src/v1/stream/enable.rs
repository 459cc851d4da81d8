use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{
    Stream,
    disable::{Available, AvailableBody},
};
use crate::Pili;

impl Stream {
    /// Lifts [`disable`](Self::disable). Example: [`Stream::update`].
    pub fn enable(&self) -> Enable {
        Enable(self.clone())
    }
}

/// Allows publishing and playing again: `POST /v1/streams/{id}/available` (spec 4.6).
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Enable(Stream);

impl Operation for Enable {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili1.stream.enable";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = AvailableBody { available: Available::Enabled, disabled_till: None };
        self.0.url(endpoint)?.path(["available"]).post_json(&body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
