use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use super::Hub;
use crate::{
    Pili,
    wire::{HubSecurity, Key, PublishSecurity},
};

impl Hub {
    /// Sets what is demanded of publishers, and the key that publish URLs are signed with.
    pub fn security(&self, rule: PublishSecurity, publish_key: impl Into<Key>) -> Security {
        let body = HubSecurity { publish_security: rule, publish_key: publish_key.into() };
        Security { hub: self.clone(), body }
    }
}

/// Sets the publish rule and key of a hub: `POST /v2/hubs/{hub}/security` (spec 4.4; vendor page 9890).
///
/// The vendor's page names the rules `expiry` and `expiry_sk`; its SDK also sets `static`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Security {
    hub: Hub,
    body: HubSecurity,
}

impl Operation for Security {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.hub.security";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body.publish_security == PublishSecurity::Inherit {
            return Err(Error::invalid("publish security", "must name a rule: a hub inherits none"));
        }
        if self.body.publish_key.is_empty() {
            return Err(Error::invalid("publish key", "must not be empty"));
        }
        self.hub.url(endpoint)?.path(["security"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
