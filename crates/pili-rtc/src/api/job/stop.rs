use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use serde_json::json;

use crate::Rtc;
use crate::api::{
    Room,
    check::{required, started},
    wire::JobStarted,
};

impl Room {
    /// Stops a job.
    pub fn stop_job(&self, id: impl Into<String>) -> Stop {
        Stop { room: self.clone(), id: id.into() }
    }
}

/// Stops a job: `POST /v4/apps/{app}/rooms/{room}/jobs/stop` (spec 4.10; vendor page rtc 12001).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stop {
    room: Room,
    id: String,
}

impl Operation for Stop {
    type Output = JobStarted;
    type Api = Rtc;
    const NAME: &'static str = "rtc.job_v4.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        required("job id", &self.id)?;
        self.room.jobs_url(endpoint)?.path(["stop"]).post_json(&json!({ "id": self.id }))
    }

    fn decode(&self, response: &Response) -> Result<JobStarted> {
        started(response)
    }
}
