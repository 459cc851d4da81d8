use std::time::Duration;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use serde_json::json;

use super::Hub;
use crate::Pili;

impl Hub {
    /// Takes a snapshot of every live stream at an interval, whole seconds.
    pub fn snapshot_interval(&self, interval: Duration) -> Snapshot {
        Snapshot { hub: self.clone(), seconds: interval.as_secs() }
    }
}

/// Sets the interval of a hub's snapshots: `POST /v2/hubs/{hub}/snapshot` (spec 4.4).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Snapshot {
    hub: Hub,
    seconds: u64,
}

impl Operation for Snapshot {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.hub.snapshot";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.seconds == 0 {
            return Err(Error::invalid("interval", "must be at least one second"));
        }
        self.hub.url(endpoint)?.path(["snapshot"]).post_json(&json!({ "snapshotInterval": self.seconds }))
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
