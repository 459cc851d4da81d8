use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{Job, Kind, Report, body::JobBody, report};
use crate::api::Rtc;

impl Job {
    /// Replaces the running job by another of the same id. Example: [`Room::job`](crate::Room::job).
    pub fn update(&self, kind: Kind) -> Update {
        Update { job: self.clone(), body: JobBody::new(Some(self.id.clone()), kind) }
    }
}

/// Replaces a job: `POST /v4/apps/{app}/rooms/{room}/jobs/update` (spec 4.10; vendor page rtc 12001).
///
/// Example: [`Room::job`](crate::Room::job).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Update {
    job: Job,
    pub(super) body: JobBody,
}

impl Operation for Update {
    type Output = Report;
    type Api = Rtc;
    const NAME: &'static str = "rtc.job.update";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.body.check()?;
        self.job.url(endpoint, "update")?.post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<Report> {
        report(response)
    }
}
