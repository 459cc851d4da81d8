use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, auth::names::DomainName, decode_object,
    null_as_default,
};
use serde::{Deserialize, Serialize};

use super::DomainType;
use crate::{Hub, Pili};

impl Hub {
    /// Lists the domains bound to the hub.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::Hub;
    /// for domain in client.send(Hub::new("shows").domains()).await? {
    ///     println!("{}: {:?}", domain.domain, domain.purpose);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn domains(&self) -> List {
        List(self.clone())
    }
}

/// Lists the domains of a hub: `GET /v2/hubs/{hub}/domains` (spec 4.5).
///
/// Example: [`Hub::domains`].
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

/// The domains of a hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domains {
    /// The domains.
    #[serde(deserialize_with = "null_as_default")]
    pub domains: Vec<DomainItem>,
}

/// An entry of the list of domains.
///
/// Example: [`Hub::domains`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct DomainItem {
    /// What it is for.
    #[serde(rename = "type")]
    pub purpose: DomainType,
    /// The domain.
    #[serde(with = "crate::noun::domain_name")]
    pub domain: DomainName,
    /// What its DNS entry must point to.
    #[serde(default)]
    pub cname: String,
    /// Whether it is served with a certificate.
    #[serde(default)]
    pub cert_enable: bool,
    /// The certificate's name.
    #[serde(default)]
    pub cert_name: String,
}
