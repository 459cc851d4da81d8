use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::Hub;
use crate::Pili;

impl Hub {
    /// Keeps what is published in a storage bucket, for a number of days. Example: [`Hub::set_security`].
    pub fn set_persistence(&self, storage_bucket: impl Into<String>, days: u32) -> SetPersistence {
        let body = SetPersistenceBody { storage_bucket: storage_bucket.into(), live_data_expire_days: days };
        SetPersistence { hub: self.clone(), body }
    }
}

/// Sets where and how long a hub keeps what is published: `POST /v2/hubs/{hub}/persistence` (spec 4.4; vendor
/// page 9892).
///
/// The page wants a public bucket in North China and 60 to 1095 days; the service decides.
///
/// Example: [`Hub::set_security`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetPersistence {
    hub: Hub,
    body: SetPersistenceBody,
}

/// Where and how long a hub keeps what is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetPersistenceBody {
    /// The bucket.
    pub storage_bucket: String,
    /// Days that it is kept for.
    pub live_data_expire_days: u32,
}

impl Operation for SetPersistence {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.hub.set_persistence";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body.storage_bucket.is_empty() {
            return Err(Error::invalid("storage bucket", "must not be empty"));
        }
        self.hub.url(endpoint)?.path(["persistence"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
