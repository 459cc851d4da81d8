use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::Composed;
use crate::{OpenTok, request};

/// Stops an archive or a broadcast: `POST /archive/{id}/stop`, `/broadcast/{id}/stop` (spec 7.2, 12.2). One that does
/// not run fails with [`Reason::Conflict`](pili_core::Reason::Conflict) or
/// [`Reason::NotFound`](pili_core::Reason::NotFound), so that the call is not repeated blindly.
///
/// Example: [`Archive::stop`](crate::archive::Archive::stop).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stop<N>(pub(crate) N);

impl<N: Composed> Operation for Stop<N> {
    type Output = N::Info;
    type Api = OpenTok;
    const NAME: &'static str = N::STOP_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::post(self.0.url(endpoint)?.path(["stop"]))
    }

    fn decode(&self, response: &Response) -> Result<N::Info> {
        decode_object(response)
    }
}
