use std::time::Duration;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};
use pili_qiniu::length::seconds;
use serde::{Deserialize, Serialize};

use super::Hub;
use crate::Pili;

impl Hub {
    /// Takes a snapshot of every live stream at an interval, whole seconds. Example: [`Hub::set_security`].
    pub fn set_snapshot_interval(&self, interval: Duration) -> SetSnapshotInterval {
        let body = SetSnapshotIntervalBody { snapshot_interval: interval };
        SetSnapshotInterval { hub: self.clone(), body }
    }
}

/// Sets the interval of a hub's snapshots: `POST /v2/hubs/{hub}/snapshot` (spec 4.4).
///
/// Example: [`Hub::set_security`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetSnapshotInterval {
    hub: Hub,
    body: SetSnapshotIntervalBody,
}

/// How often snapshots are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetSnapshotIntervalBody {
    /// The interval, whole seconds.
    #[serde(with = "seconds")]
    pub snapshot_interval: Duration,
}

impl Operation for SetSnapshotInterval {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.hub.set_snapshot_interval";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body.snapshot_interval < Duration::from_secs(1) {
            return Err(Error::invalid("interval", "must be at least one second"));
        }
        self.hub.url(endpoint)?.path(["snapshot"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
