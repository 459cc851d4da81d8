use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use crate::Rtc;
use crate::api::{
    Room,
    check::{required, started},
    wire::{JobStarted, MergeJob},
};

impl Room {
    /// Merges streams of the room into one and publishes it. The vendor prefers
    /// [`start_job`](Room::start_job).
    pub fn merge(&self, job: MergeJob) -> Start {
        Start { room: self.clone(), job }
    }
}

/// Starts a merge job: `POST /v3/apps/{app}/rooms/{room}/merge_job` (spec 4.10).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start {
    room: Room,
    job: MergeJob,
}

impl Operation for Start {
    type Output = JobStarted;
    type Api = Rtc;
    const NAME: &'static str = "rtc.merge_v3.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        required("job id", &self.job.id)?;
        self.room.url(endpoint)?.path(["merge_job"]).post_json(&self.job)
    }

    fn decode(&self, response: &Response) -> Result<JobStarted> {
        started(response)
    }
}
