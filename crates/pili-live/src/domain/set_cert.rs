use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::Domain;
use crate::Pili;

impl Domain {
    /// Serves the domain with a certificate of the account, by the certificate's name. Example: [`Domain::bind_vod`].
    pub fn set_cert(&self, name: impl Into<String>) -> SetCert {
        SetCert { domain: self.clone(), body: SetCertBody { cert_name: name.into() } }
    }
}

/// Sets the certificate of a domain: `POST /v2/hubs/{hub}/domains/{domain}/cert` (spec 4.5).
///
/// Example: [`Domain::bind_vod`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetCert {
    domain: Domain,
    body: SetCertBody,
}

/// The certificate that is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetCertBody {
    /// Its name.
    pub cert_name: String,
}

impl Operation for SetCert {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.domain.set_cert";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body.cert_name.is_empty() {
            return Err(Error::invalid("certificate name", "must not be empty"));
        }
        self.domain.url(endpoint)?.path(["cert"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
