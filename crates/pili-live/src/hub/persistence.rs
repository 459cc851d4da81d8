use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use super::Hub;
use crate::{Pili, wire::HubPersistence};

impl Hub {
    /// Keeps what is published in a storage bucket, for a number of days.
    pub fn persistence(&self, storage_bucket: impl Into<String>, days: i32) -> Persistence {
        let body = HubPersistence { storage_bucket: storage_bucket.into(), live_data_expire_days: days };
        Persistence { hub: self.clone(), body }
    }
}

/// Sets where and how long a hub keeps what is published: `POST /v2/hubs/{hub}/persistence` (spec 4.4; vendor
/// page 9892).
///
/// The page wants a public bucket in North China and 60 to 1095 days; the service decides.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Persistence {
    hub: Hub,
    body: HubPersistence,
}

impl Operation for Persistence {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.hub.persistence";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body.storage_bucket.is_empty() {
            return Err(Error::invalid("storage bucket", "must not be empty"));
        }
        if self.body.live_data_expire_days < 0 {
            return Err(Error::invalid("days", "must not be negative"));
        }
        self.hub.url(endpoint)?.path(["persistence"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
