use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use crate::Rtc;
use crate::api::{
    Room,
    check::{required, started},
    wire::{ForwardJob, JobStarted},
};

impl Room {
    /// Publishes tracks of the room onward, as they are.
    pub fn forward(&self, job: ForwardJob) -> Start {
        Start { room: self.clone(), job }
    }
}

/// Starts a forward job: `POST /v3/apps/{app}/rooms/{room}/forward_job` (spec 4.10).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start {
    room: Room,
    job: ForwardJob,
}

impl Operation for Start {
    type Output = JobStarted;
    type Api = Rtc;
    const NAME: &'static str = "rtc.forward.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        required("job id", &self.job.id)?;
        required("player id", &self.job.player_id)?;
        self.room.url(endpoint)?.path(["forward_job"]).post_json(&self.job)
    }

    fn decode(&self, response: &Response) -> Result<JobStarted> {
        started(response)
    }
}
