use bytes::Bytes;
use http::Method;
use pili_core::{ApiError, Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{Change, Pub, Task};

impl Task {
    /// Starts the task now. Example: [`task`](crate::task).
    pub fn start(&self) -> Start {
        Start(self.clone())
    }
}

/// Starts a task: `POST /tasks/{id}/start` (spec 4.13; vendor page 7331).
///
/// The service refuses to start a running task once more, which is what makes a repeat safe: it is repeated after an
/// unknown outcome, and a refusal as a repeat is [`Change::Repeated`], not an error. Only a task that ends by itself
/// within the seconds between two attempts would run twice; where that matters, build the client with
/// [`RetryPolicy::repeats(0)`](pili_core::RetryPolicy::repeats).
///
/// Example: [`task`](crate::task).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start(Task);

impl Operation for Start {
    type Output = Change;
    type Api = Pub;
    const NAME: &'static str = "pub.task.start";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["start"]).request(Method::POST, Bytes::new())
    }

    fn decode(&self, _: &Response) -> Result<Change> {
        Ok(Change::Made)
    }

    fn recover(&self, error: &ApiError) -> Option<Change> {
        Change::recover(error)
    }
}
