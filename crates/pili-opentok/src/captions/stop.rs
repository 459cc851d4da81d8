use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Captions;
use crate::{OpenTok, request};

impl Captions {
    /// Stops the captions.
    pub fn stop(&self) -> StopCaptions {
        StopCaptions(self.clone())
    }
}

/// Stops captions: `POST /captions/{id}/stop` (spec 13.2).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct StopCaptions(Captions);

impl Operation for StopCaptions {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.captions.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::post(self.0.url(endpoint)?.path(["stop"]))
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
