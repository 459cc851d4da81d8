use std::time::Duration;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};
use pili_qiniu::length::seconds;
use serde::{Deserialize, Serialize};

use super::{MIKU_ENDPOINT, Pub, Task};

impl Task {
    /// Goes on at a position of a source, counted from 0 in the order of the settings: whole seconds from the source's
    /// beginning. The task must be of [`RunType::Seek`](super::RunType::Seek). Example: [`Task::stop`].
    pub fn seek(&self, source: u32, position: Duration) -> Seek {
        Seek { task: self.clone(), body: SeekBody { index: source, seek: position } }
    }
}

/// Sets a task's position: `POST /tasks/{id}/seek` (spec 4.13; vendor page 7743). Miku does not have it.
///
/// A repeat would take viewers back once more, so it is not repeated blindly.
///
/// Example: [`Task::stop`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Seek {
    task: Task,
    body: SeekBody,
}

/// Where a task goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeekBody {
    /// Which source.
    pub index: u32,
    /// At what position in it.
    #[serde(with = "seconds")]
    pub seek: Duration,
}

impl Operation for Seek {
    type Output = ();
    type Api = Pub;
    const NAME: &'static str = "pub.task.seek";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if *endpoint == MIKU_ENDPOINT {
            return Err(Error::invalid("endpoint", "must be one of Pili's: Miku's Pub has no seek"));
        }
        self.task.url(endpoint)?.path(["seek"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
