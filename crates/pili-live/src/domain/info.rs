use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::Domain;
use crate::{Pili, wire::DomainInfo};

impl Domain {
    /// Reads the domain's settings: callbacks, limits, play security, URL rewriting, certificate.
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads the settings of a domain: `GET /v2/hubs/{hub}/domains/{domain}` (spec 4.5; vendor page 9896).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Domain);

impl Operation for Info {
    type Output = DomainInfo;
    type Api = Pili;
    const NAME: &'static str = "pili.domain.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<DomainInfo> {
        decode_object(response)
    }
}
