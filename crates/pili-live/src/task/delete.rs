use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{Pub, Task};

impl Task {
    /// Deletes the task, which must not be running. Example: [`Task::stop`].
    pub fn delete(&self) -> Delete {
        Delete(self.clone())
    }
}

/// Deletes a task: `DELETE /tasks/{id}` (spec 4.13; vendor page 7330).
///
/// Fails with [`Reason::Conflict`](pili_core::Reason::Conflict) and [`Code::TaskRunning`](crate::Code::TaskRunning)
/// while it runs.
///
/// Example: [`Task::stop`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete(Task);

impl Operation for Delete {
    type Output = ();
    type Api = Pub;
    const NAME: &'static str = "pub.task.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.delete()
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
