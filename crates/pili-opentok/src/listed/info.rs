use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::Listed;
use crate::{OpenTok, request};

/// Reads an archive, a broadcast or an Experience Composer: `GET /archive/{id}`, `/broadcast/{id}`, `/render/{id}`
/// (spec 7.2, 12.2, 13.1). Fails with [`Reason::NotFound`](pili_core::Reason::NotFound) for an unknown one.
///
/// Example: [`Archive::stop`](crate::archive::Archive::stop).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info<N>(pub(crate) N);

impl<N: Listed> Operation for Info<N> {
    type Output = N::Info;
    type Api = OpenTok;
    const NAME: &'static str = N::INFO_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<N::Info> {
        decode_object(response)
    }
}
