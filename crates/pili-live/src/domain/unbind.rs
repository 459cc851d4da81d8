use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Domain;
use crate::Pili;

impl Domain {
    /// Takes the domain from the hub. Example: [`Domain::info`].
    pub fn unbind(&self) -> Unbind {
        Unbind(self.clone())
    }
}

/// Takes a domain from a hub: `DELETE /v2/hubs/{hub}/domains/{domain}` (spec 4.5; vendor page 9898).
///
/// Example: [`Domain::info`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Unbind(Domain);

impl Operation for Unbind {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.domain.unbind";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.delete()
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
