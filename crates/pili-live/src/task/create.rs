use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, auth::names::NameError, decode_object,
};
use serde::{Deserialize, Serialize};

use super::{Pub, Settings, Task, TaskId, TaskName, settings::TaskBody};
use crate::noun::{Named, checked, named};

impl Task {
    /// Creates a task of a name: 1 to 20 letters or digits, which no other task of the account has. It begins when it
    /// is [started](Self::start), or at the time that its settings give. Example: [`task`](crate::task).
    pub fn create<N: TryInto<TaskName, Error: Into<NameError>>>(name: N, settings: Settings) -> Create {
        Create { name: named(name), settings }
    }
}

/// Creates a task: `POST /tasks` (spec 4.13; vendor page 7320).
///
/// Names are unique, so a repeat would be refused and hide that the first attempt succeeded: it is not repeated
/// blindly. Look for the name in [`Task::list`] after an unknown outcome.
///
/// Example: [`task`](crate::task).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    name: Named<TaskName>,
    settings: Settings,
}

impl Operation for Create {
    type Output = TaskId;
    type Api = Pub;
    const NAME: &'static str = "pub.task.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let name = Some(checked(&self.name)?.to_string());
        let body = TaskBody { name, ..self.settings.body()? };
        endpoint.url().path(["tasks"]).post_json(&body)
    }

    fn decode(&self, response: &Response) -> Result<TaskId> {
        decode_object::<Created>(response).map(|created| created.task_id)
    }
}

/// The task that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Created {
    /// Its id.
    #[serde(rename = "taskID", with = "crate::noun::task_id")]
    pub task_id: TaskId,
}
