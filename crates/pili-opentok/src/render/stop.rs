use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Render;
use crate::{OpenTok, answer, noun::Noun as _, request};

impl Render {
    /// Stops the Experience Composer. Example: [`Session::start_render`](crate::session::Session::start_render).
    pub fn stop(&self) -> Stop {
        Stop(self.clone())
    }
}

/// Stops an Experience Composer: `DELETE /render/{id}` (spec 13.1).
///
/// Example: [`Session::start_render`](crate::session::Session::start_render).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stop(Render);

impl Operation for Stop {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.render.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::delete(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
