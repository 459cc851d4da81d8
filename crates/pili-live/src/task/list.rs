use pili_core::{
    Endpoint, Error, Idempotency, Operation, Paginated, Request, Response, Result, Url, decode_object,
    null_as_default,
};
use serde::{Deserialize, Serialize};

use super::{Pub, Task, TaskInfo};

/// The most entries of a page.
const MOST: u32 = 1000;

impl Task {
    /// Lists the tasks of the account.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::task::Client) -> pili_live::core::Result<()> {
    /// use pili_live::task::{Status, Task};
    /// let mut tasks = client.items(Task::list().name("door").limit(50));
    /// while let Some(task) = tasks.next().await {
    ///     let task = task?;
    ///     if task.status == Some(Status::Running) {
    ///         println!("{}", task.name);
    ///     }
    /// }
    /// // From a page on:
    /// let page = client.send(Task::list().marker("m")).await?;
    /// println!("{page:?}");
    /// # Ok(()) }
    /// ```
    pub fn list() -> List {
        List { name: String::new(), limit: 0, marker: String::new() }
    }
}

/// Lists tasks: `GET /tasks` (spec 4.13; vendor page 7329).
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
///
/// Example: [`Task::list`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List {
    name: String,
    limit: u32,
    marker: String,
}

impl List {
    /// Only tasks with this in their name or description. Example: [`Task::list`].
    pub fn name(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// Tasks per page, 1000 at most; 0, the default, leaves it to the service. Example: [`Task::list`].
    pub fn limit(self, limit: u32) -> Self {
        Self { limit, ..self }
    }

    /// Goes on where another page's [`marker`](TaskPage::marker) points. Example: [`Task::list`].
    pub fn marker(self, marker: impl Into<String>) -> Self {
        Self { marker: marker.into(), ..self }
    }
}

impl Operation for List {
    type Output = TaskPage;
    type Api = Pub;
    const NAME: &'static str = "pub.task.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        page(endpoint.url().path(["tasks"]), &self.marker, self.limit, &self.name)?.get()
    }

    fn decode(&self, response: &Response) -> Result<TaskPage> {
        decode_object(response)
    }
}

impl Paginated for List {
    type Item = TaskInfo;

    fn next_page(&self, page: TaskPage) -> (Vec<TaskInfo>, Option<Self>) {
        let next = (!page.is_end && !page.marker.is_empty()).then(|| self.clone().marker(page.marker));
        (page.list, next)
    }
}

/// What lists are asked by.
pub(super) fn page(url: Url, marker: &str, limit: u32, name: &str) -> Result<Url> {
    if limit > MOST {
        return Err(Error::invalid("limit", "must be at most 1000"));
    }
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let url = url.query_some("marker", given(marker)).query_some("limit", (limit > 0).then_some(limit));
    Ok(url.query_some("name", given(name)))
}

/// One page of tasks.
///
/// Example: [`Task::list`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct TaskPage {
    /// The tasks.
    #[serde(deserialize_with = "null_as_default")]
    pub list: Vec<TaskInfo>,
    /// Where the next page begins.
    #[serde(default, deserialize_with = "null_as_default")]
    pub marker: String,
    /// Whether this is the last page.
    #[serde(default, deserialize_with = "null_as_default")]
    pub is_end: bool,
}
