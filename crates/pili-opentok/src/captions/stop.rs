use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Captions;
use crate::{OpenTok, answer, request};

impl Captions {
    /// Stops the captions. Example: [`Session::start_captions`](crate::session::Session::start_captions).
    pub fn stop(&self) -> Stop {
        Stop(self.clone())
    }
}

/// Stops captions: `POST /captions/{id}/stop` (spec 13.2).
///
/// Example: [`Session::start_captions`](crate::session::Session::start_captions).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stop(Captions);

impl Operation for Stop {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.captions.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::post(self.0.url(endpoint)?.path(["stop"]))
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
