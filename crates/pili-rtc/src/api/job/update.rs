use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::check;
use crate::Rtc;
use crate::api::{
    Room,
    check::{required, started},
    wire::{Job, JobStarted},
};

impl Room {
    /// Replaces a running job by another of the same id.
    pub fn update_job(&self, job: Job) -> Update {
        Update { room: self.clone(), job }
    }
}

/// Replaces a job: `POST /v4/apps/{app}/rooms/{room}/jobs/update` (spec 4.10; vendor page rtc 12001).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Update {
    room: Room,
    job: Job,
}

impl Operation for Update {
    type Output = JobStarted;
    type Api = Rtc;
    const NAME: &'static str = "rtc.job_v4.update";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        required("job id", self.job.id.as_deref().unwrap_or_default())?;
        check(&self.job)?;
        self.room.jobs_url(endpoint)?.path(["update"]).post_json(&self.job)
    }

    fn decode(&self, response: &Response) -> Result<JobStarted> {
        started(response)
    }
}
