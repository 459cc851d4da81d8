use std::time::SystemTime;

use pili_core::{
    Endpoint, Idempotency, Operation, Paginated, Request, Response, Result, Span, decode_object,
    null_as_default, time::unix_millis,
};
use serde::{Deserialize, Serialize};

use super::{Pub, Status, Task, given, list};
use crate::noun::check_span;

impl Task {
    /// Lists the past runs of the account's tasks.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::task::Client, since: std::time::SystemTime) -> pili_live::core::Result<()> {
    /// use pili_live::task::Task;
    /// let mut runs = client.items(Task::history().name("door1").span(since..).limit(50));
    /// while let Some(run) = runs.next().await {
    ///     println!("{:?}", run?);
    /// }
    /// let page = client.send(Task::history().marker("m")).await?;
    /// println!("{page:?}");
    /// # Ok(()) }
    /// ```
    pub fn history() -> History {
        History { name: String::new(), span: Span::default(), limit: 0, marker: String::new() }
    }
}

/// Lists past runs: `GET /history` (spec 4.13; vendor page 7334).
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
///
/// Example: [`Task::history`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct History {
    name: String,
    span: Span,
    limit: u32,
    marker: String,
}

impl History {
    /// Only runs of tasks whose names begin so. Example: [`Task::history`].
    pub fn name(self, prefix: impl Into<String>) -> Self {
        Self { name: prefix.into(), ..self }
    }

    /// Only runs in this span, whole milliseconds. Example: [`Task::history`].
    pub fn span(self, span: impl Into<Span>) -> Self {
        Self { span: span.into(), ..self }
    }

    /// Runs per page, 1000 at most; 0, the default, leaves it to the service. Example: [`Task::history`].
    pub fn limit(self, limit: u32) -> Self {
        Self { limit, ..self }
    }

    /// Goes on where another page's [`marker`](RunPage::marker) points. Example: [`Task::history`].
    pub fn marker(self, marker: impl Into<String>) -> Self {
        Self { marker: marker.into(), ..self }
    }
}

impl Operation for History {
    type Output = RunPage;
    type Api = Pub;
    const NAME: &'static str = "pub.task.history";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_span(self.span)?;
        let url = list::page(endpoint.url().path(["history"]), &self.marker, self.limit, &self.name)?;
        let millis =
            |time: Option<SystemTime>| time.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let [start, end] =
            [self.span.start(), self.span.end()].map(|time| millis(time).map(|since| since.as_millis()));
        url.query_some("start", start).query_some("end", end).get()
    }

    fn decode(&self, response: &Response) -> Result<RunPage> {
        decode_object(response)
    }
}

impl Paginated for History {
    type Item = Run;

    fn next_page(&self, page: RunPage) -> (Vec<Run>, Option<Self>) {
        let next = (!page.is_end && !page.marker.is_empty()).then(|| self.clone().marker(page.marker));
        (page.histories, next)
    }
}

/// One page of past runs.
///
/// Example: [`Task::history`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct RunPage {
    /// The runs.
    #[serde(deserialize_with = "null_as_default")]
    pub histories: Vec<Run>,
    /// Where the next page begins.
    #[serde(default, deserialize_with = "null_as_default")]
    pub marker: String,
    /// Whether this is the last page.
    #[serde(default, deserialize_with = "null_as_default")]
    pub is_end: bool,
}

/// A run of a task.
///
/// Example: [`Task::history`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Run {
    /// The task's name.
    pub name: String,
    /// When it began.
    #[serde(default, with = "unix_millis::option")]
    pub start_time: Option<SystemTime>,
    /// When it ended.
    #[serde(default, with = "unix_millis::option")]
    pub stop_time: Option<SystemTime>,
    /// How it ended. The page of parameters has it, the example of the call does not.
    #[serde(default, deserialize_with = "given::choice", skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// What the service says of it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub message: String,
}
