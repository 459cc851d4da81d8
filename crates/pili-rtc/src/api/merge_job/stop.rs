use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::MergeJob;
use crate::api::Rtc;

impl MergeJob {
    /// Stops the job. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn stop(&self) -> Stop {
        Stop(self.clone())
    }
}

/// Stops a merge job: `DELETE /v3/apps/{app}/rooms/{room}/merge_job/{id}` (spec 4.10).
///
/// Example: [`Room::merge_job`](crate::Room::merge_job).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stop(MergeJob);

impl Operation for Stop {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = "rtc.merge_job.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.delete()
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
