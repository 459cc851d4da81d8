use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use super::{Pub, Task};

impl Task {
    /// Reads what the task's machine has logged. Example: [`Task::stop`].
    pub fn run_info(&self) -> RunInfo {
        RunInfo(self.clone())
    }
}

/// Reads the log of a task's run, a text for people: `GET /tasks/{id}/runinfo` (spec 4.13; vendor page 7333).
///
/// Example: [`Task::stop`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct RunInfo(Task);

impl Operation for RunInfo {
    type Output = String;
    type Api = Pub;
    const NAME: &'static str = "pub.task.run_info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["runinfo"]).get()
    }

    fn decode(&self, response: &Response) -> Result<String> {
        decode_object::<RunLog>(response).map(|log| log.out)
    }
}

/// The log of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunLog {
    /// Its lines.
    pub out: String,
}
