use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::Hub;
use crate::{Key, Pili, PublishSecurity};

impl Hub {
    /// Sets what is demanded of publishers, and the key that publish URLs are signed with.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use std::time::Duration;
    /// use pili_live::{Hub, PublishSecurity};
    ///
    /// let hub = Hub::new("shows");
    /// client.send(hub.set_security(PublishSecurity::ExpirySk, "")).await?;
    /// client.send(hub.set_persistence("my-bucket", 7)).await?;
    /// client.send(hub.set_snapshot_interval(Duration::from_secs(30))).await?;
    /// client.send(hub.set_hls_plus(true)).await?;
    /// # Ok(()) }
    /// ```
    pub fn set_security(&self, rule: PublishSecurity, publish_key: impl Into<Key>) -> SetSecurity {
        let body = SetSecurityBody { publish_security: rule, publish_key: publish_key.into() };
        SetSecurity { hub: self.clone(), body }
    }
}

/// Sets the publish rule and key of a hub: `POST /v2/hubs/{hub}/security` (spec 4.4; vendor page 9890).
///
/// The vendor's page names the rules `expiry` and `expiry_sk`; its SDK also sets `static`.
///
/// Example: [`Hub::set_security`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetSecurity {
    hub: Hub,
    body: SetSecurityBody,
}

/// The publish rule and key of a hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetSecurityBody {
    /// The rule.
    pub publish_security: PublishSecurity,
    /// The key that publish URLs are signed with.
    pub publish_key: Key,
}

impl Operation for SetSecurity {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.hub.set_security";
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
