use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{Composed, Layout};
use crate::{OpenTok, answer, request};

/// Changes the layout of an archive or a broadcast: `PUT /archive/{id}/layout` (spec 7.3).
///
/// Example: [`Archive::stop`](crate::archive::Archive::stop).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetLayout<N> {
    pub(crate) noun: N,
    pub(crate) layout: Layout,
}

impl<N: Composed> Operation for SetLayout<N> {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = N::SET_LAYOUT_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = self.layout.body()?;
        request::json(Method::PUT, self.noun.url(endpoint)?.path(["layout"]), &body)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
