use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use super::Render;
use crate::{OpenTok, request, wire::RenderInfo};

impl Render {
    /// Reads the Experience Composer.
    pub fn info(&self) -> GetRender {
        GetRender(self.clone())
    }
}

/// Reads an Experience Composer: `GET /render/{id}` (spec 13.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct GetRender(Render);

impl Operation for GetRender {
    type Output = RenderInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.render.get";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<RenderInfo> {
        decode_json(response)
    }
}
