use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use serde_json::json;

use super::Domain;
use crate::Pili;

impl Domain {
    /// Serves the domain with a certificate of the account, by the certificate's name.
    pub fn cert(&self, name: impl Into<String>) -> Cert {
        Cert { domain: self.clone(), name: name.into() }
    }
}

/// Sets the certificate of a domain: `POST /v2/hubs/{hub}/domains/{domain}/cert` (spec 4.5).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Cert {
    domain: Domain,
    name: String,
}

impl Operation for Cert {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.domain.cert";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.name.is_empty() {
            return Err(Error::invalid("certificate name", "must not be empty"));
        }
        self.domain.url(endpoint)?.path(["cert"]).post_json(&json!({ "certName": self.name }))
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
