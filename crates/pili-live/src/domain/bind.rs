use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::{Domain, DomainType};
use crate::{Pili, noun::checked};

impl Domain {
    /// Binds the domain to the hub, for publishing or for one way of playing.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::{Hub, domain::DomainType};
    /// client.send(Hub::new("shows").domain("publish.example.com").bind(DomainType::PublishRtmp)).await?;
    /// # Ok(()) }
    /// ```
    pub fn bind(&self, purpose: DomainType) -> Bind {
        Bind { domain: self.clone(), purpose }
    }
}

/// Binds a domain to a hub: `POST /v2/hubs/{hub}/newdomains` (spec 4.5; vendor page 9897).
///
/// Example: [`Domain::bind`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Bind {
    domain: Domain,
    purpose: DomainType,
}

/// What is bound. On the wire `Type` has a capital letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BindBody {
    /// The domain.
    pub domain: String,
    /// What it is for.
    #[serde(rename = "Type")]
    pub purpose: DomainType,
}

impl Operation for Bind {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.domain.bind";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let domain = checked(&self.domain.name)?.to_string();
        let body = BindBody { domain, purpose: self.purpose.clone() };
        self.domain.hub.url(endpoint)?.path(["newdomains"]).post_json(&body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
