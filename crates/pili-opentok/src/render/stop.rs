use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Render;
use crate::{OpenTok, request};

impl Render {
    /// Stops the Experience Composer.
    pub fn stop(&self) -> StopRender {
        StopRender(self.clone())
    }
}

/// Stops an Experience Composer: `DELETE /render/{id}` (spec 13.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct StopRender(Render);

impl Operation for StopRender {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.render.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::delete(self.0.url(endpoint)?)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
