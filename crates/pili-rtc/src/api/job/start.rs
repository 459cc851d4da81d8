use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::check;
use crate::Rtc;
use crate::api::{
    Room,
    check::started,
    wire::{Job, JobStarted},
};

impl Room {
    /// Merges streams of the room into one and publishes it.
    pub fn start_job(&self, job: Job) -> Start {
        Start { room: self.clone(), job }
    }
}

/// Starts a job: `POST /v4/apps/{app}/rooms/{room}/jobs` (spec 4.10; vendor page rtc 12001).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start {
    room: Room,
    job: Job,
}

impl Operation for Start {
    type Output = JobStarted;
    type Api = Rtc;
    const NAME: &'static str = "rtc.job_v4.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check(&self.job)?;
        self.room.jobs_url(endpoint)?.post_json(&self.job)
    }

    fn decode(&self, response: &Response) -> Result<JobStarted> {
        started(response)
    }
}
