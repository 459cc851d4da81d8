use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Domain;
use crate::{
    Pili,
    noun::checked,
    wire::{BindDomain, DomainType},
};

impl Domain {
    /// Binds the domain to the hub, for publishing or for one way of playing.
    pub fn bind(&self, purpose: DomainType) -> Bind {
        Bind { domain: self.clone(), purpose }
    }
}

/// Binds a domain to a hub: `POST /v2/hubs/{hub}/newdomains` (spec 4.5; vendor page 9897).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Bind {
    domain: Domain,
    purpose: DomainType,
}

impl Operation for Bind {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.domain.bind";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let domain = checked(&self.domain.name)?.to_string();
        let body = BindDomain { domain, purpose: self.purpose.clone() };
        self.domain.hub.url(endpoint)?.path(["newdomains"]).post_json(&body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
