use bytes::Bytes;
use http::Method;
use pili_core::{ApiError, Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{Change, Pub, Task};

impl Task {
    /// Stops the task now.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::task::Client) -> pili_live::core::Result<()> {
    /// use std::time::Duration;
    /// use pili_live::task::{Settings, Source, Task};
    ///
    /// let task = Task::new("task-1");
    /// client.send(task.seek(0, Duration::from_secs(90))).await?;
    /// println!("{:?}", client.send(task.run_info()).await?);
    /// client.send(task.stop()).await?;
    /// client.send(task.update(Settings::new(Source::vod("https://example.com/a.mp4"), "rtmp://publish.example.com/shows/a"))).await?;
    /// client.send(task.delete()).await?;
    /// # Ok(()) }
    /// ```
    pub fn stop(&self) -> Stop {
        Stop(self.clone())
    }
}

/// Stops a task: `POST /tasks/{id}/stop` (spec 4.13; vendor page 7332).
///
/// The service refuses to stop a stopped task once more: it is repeated after an unknown outcome, and a refusal as a
/// repeat is [`Change::Repeated`], not an error.
///
/// Example: [`Task::stop`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stop(Task);

impl Operation for Stop {
    type Output = Change;
    type Api = Pub;
    const NAME: &'static str = "pub.task.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["stop"]).request(Method::POST, Bytes::new())
    }

    fn decode(&self, _: &Response) -> Result<Change> {
        Ok(Change::Made)
    }

    fn recover(&self, error: &ApiError) -> Option<Change> {
        Change::recover(error)
    }
}
