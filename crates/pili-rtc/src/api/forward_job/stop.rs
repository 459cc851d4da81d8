use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::ForwardJob;
use crate::{
    api::Rtc,
    job::{Report, report},
};

impl ForwardJob {
    /// Stops publishing tracks onward. Example: [`ForwardJob::start`].
    pub fn stop(&self) -> Stop {
        Stop(self.clone())
    }
}

/// Stops a forward job: `POST /v3/apps/{app}/rooms/{room}/forward_job/delete` (spec 4.10).
///
/// Example: [`ForwardJob::start`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stop(ForwardJob);

impl Operation for Stop {
    type Output = Report;
    type Api = Rtc;
    const NAME: &'static str = "rtc.forward_job.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["delete"]).post_json(&self.0.body())
    }

    fn decode(&self, response: &Response) -> Result<Report> {
        report(response)
    }
}
