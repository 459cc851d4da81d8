use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use super::CallbackInfo;
use crate::{OpenTok, Project, request};

/// Lists registered callbacks: `GET /callback` (spec 13.4).
///
/// Example: [`Project::register_callback`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List(pub(crate) Project);

impl Operation for List {
    type Output = Vec<CallbackInfo>;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.callback.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?.path(["callback"]))
    }

    fn decode(&self, response: &Response) -> Result<Vec<CallbackInfo>> {
        decode_json(response)
    }
}
