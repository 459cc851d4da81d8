use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_nothing};

use serde_json::json;

use super::Domain;
use crate::Qiniu;

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
    type Api = Qiniu;
    const NAME: &'static str = "pili.domain.cert";

    fn idempotency(&self) -> Idempotency {
        Idempotency::Idempotent
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.name.is_empty() {
            return Err(Error::invalid("certificate name", "must not be empty"));
        }
        self.domain.url(endpoint)?.path(["cert"]).post_json(&json!({ "certName": self.name }))
    }

    fn decode(&self, response: Response) -> Result<()> {
        decode_nothing(&response)
    }
}
