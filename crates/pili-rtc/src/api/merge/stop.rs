use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use crate::Rtc;
use crate::api::{Room, check::path_id};

impl Room {
    /// Stops a merge job.
    pub fn stop_merge_job(&self, id: impl Into<String>) -> Stop {
        Stop { room: self.clone(), id: id.into() }
    }
}

/// Stops a merge job: `DELETE /v3/apps/{app}/rooms/{room}/merge_job/{id}` (spec 4.10).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stop {
    room: Room,
    id: String,
}

impl Operation for Stop {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = "rtc.merge_v3.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        path_id("job id", &self.id)?;
        self.room.url(endpoint)?.path(["merge_job", &self.id]).delete()
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
