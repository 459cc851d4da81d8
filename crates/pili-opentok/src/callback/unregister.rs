use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Callback;
use crate::{OpenTok, answer, request};

impl Callback {
    /// Takes the callback off. Example: [`Project::register_callback`](crate::Project::register_callback).
    pub fn unregister(&self) -> Unregister {
        Unregister(self.clone())
    }
}

/// Takes a callback off: `DELETE /callback/{id}` (spec 13.4).
///
/// Example: [`Project::register_callback`](crate::Project::register_callback).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Unregister(Callback);

impl Operation for Unregister {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.callback.unregister";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::delete(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
