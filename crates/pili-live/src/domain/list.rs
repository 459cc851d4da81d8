use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use crate::{
    Hub, Pili,
    wire::{DomainItem, Domains},
};

impl Hub {
    /// Lists the domains bound to the hub.
    pub fn domains(&self) -> List {
        List(self.clone())
    }
}

/// Lists the domains of a hub: `GET /v2/hubs/{hub}/domains` (spec 4.5).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List(Hub);

impl Operation for List {
    type Output = Vec<DomainItem>;
    type Api = Pili;
    const NAME: &'static str = "pili.domain.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["domains"]).get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<DomainItem>> {
        decode_object::<Domains>(response).map(|page| page.domains)
    }
}
