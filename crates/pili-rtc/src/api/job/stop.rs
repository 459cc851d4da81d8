use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde_json::json;

use super::{Job, Report, report};
use crate::api::Rtc;

impl Job {
    /// Stops the job. Example: [`Room::job`](crate::Room::job).
    pub fn stop(&self) -> Stop {
        Stop(self.clone())
    }
}

/// Stops a job: `POST /v4/apps/{app}/rooms/{room}/jobs/stop` (spec 4.10; vendor page rtc 12001).
///
/// Example: [`Room::job`](crate::Room::job).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stop(Job);

impl Operation for Stop {
    type Output = Report;
    type Api = Rtc;
    const NAME: &'static str = "rtc.job.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint, "stop")?.post_json(&json!({ "id": self.0.id }))
    }

    fn decode(&self, response: &Response) -> Result<Report> {
        report(response)
    }
}
