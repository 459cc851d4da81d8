use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use crate::Rtc;
use crate::api::{
    Room,
    check::{required, started},
    wire::{ForwardJob, JobStarted},
};

impl Room {
    /// Stops publishing tracks onward. The service wants the job's id and player id.
    pub fn stop_forward(&self, id: impl Into<String>, player_id: impl Into<String>) -> Stop {
        Stop { room: self.clone(), job: ForwardJob::new(id, player_id) }
    }
}

/// Stops a forward job: `POST /v3/apps/{app}/rooms/{room}/forward_job/delete` (spec 4.10).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stop {
    room: Room,
    job: ForwardJob,
}

impl Operation for Stop {
    type Output = JobStarted;
    type Api = Rtc;
    const NAME: &'static str = "rtc.forward.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        required("job id", &self.job.id)?;
        required("player id", &self.job.player_id)?;
        self.room.url(endpoint)?.path(["forward_job", "delete"]).post_json(&self.job)
    }

    fn decode(&self, response: &Response) -> Result<JobStarted> {
        started(response)
    }
}
