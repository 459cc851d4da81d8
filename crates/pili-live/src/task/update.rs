use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{Pub, Settings, Task};

impl Task {
    /// Changes what the task does. Its name stays. Example: [`Task::stop`].
    pub fn update(&self, settings: Settings) -> Update {
        Update { task: self.clone(), settings }
    }
}

/// Changes a task: `POST /tasks/{id}` (spec 4.13; vendor page 7327).
///
/// Example: [`Task::stop`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Update {
    task: Task,
    settings: Settings,
}

impl Operation for Update {
    type Output = ();
    type Api = Pub;
    const NAME: &'static str = "pub.task.update";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.task.url(endpoint)?.post_json(&self.settings.body()?)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
