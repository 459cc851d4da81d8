//! Pub tasks: the service pulls a source and publishes it onward (spec 4.13).
//!
//! They are an API of their own, at a host of its own, with the signature of the rest. Miku has the same but for
//! [`seek`](Task::seek), so the endpoint is all that differs: [`ENDPOINT`], [`OVERSEAS_ENDPOINT`], [`MIKU_ENDPOINT`].
//!
//! ```no_run
//! use pili_live::{core::auth::Credentials, task::{self, Settings, Source, Task}};
//!
//! # async fn run() -> pili_live::core::Result<()> {
//! let client = task::client(Credentials::new("access-key", "secret-key"))?;
//! let camera = Source::live("rtmp://camera.example.com/live/door");
//! let settings = Settings::new(camera, "rtmp://publish.example.com/shows/door?e=…&token=…");
//! let task = Task::new(client.send(Task::create("door1", settings)).await?);
//! client.send(task.start()).await?;
//! println!("{:?}", client.send(task.info()).await?.status);
//! # Ok(()) }
//! ```

mod api;
mod callback;
mod change;
pub(crate) mod create;
mod delete;
mod filter;
mod forward;
mod given;
mod history;
mod info;
mod list;
mod loops;
mod preload;
pub(crate) mod run_info;
pub(crate) mod seek;
pub(crate) mod settings;
mod source;
mod start;
mod stop;
mod update;

use pili_core::{
    Endpoint, Result, Url,
    auth::names::{NameError, checked_name, is_word},
};

use crate::noun::{Named, checked, named};

#[cfg(feature = "hyper")]
pub use api::client;
pub use api::{Client, ENDPOINT, MIKU_ENDPOINT, OVERSEAS_ENDPOINT, Pub, builder};
pub use callback::StatusCallback;
pub use change::Change;
pub use create::Create;
pub use delete::Delete;
pub use filter::{Area, Filter, Isp};
pub use forward::Forward;
pub use history::{History, Run, RunPage};
pub use info::{Info, Status, TaskInfo};
pub use list::{List, TaskPage};
pub use loops::Loops;
pub use pili_qiniu::MediaUrl;
pub use preload::{Preload, PreloadStatus};
pub use run_info::RunInfo;
pub use seek::Seek;
pub use settings::{RunType, Settings};
pub use source::{RtspTransport, Source, VideoType};
pub use start::Start;
pub use stop::Stop;
pub use update::Update;

checked_name! {
    /// The id that the service gave a task.
    ///
    /// ```
    /// use pili_live::task::TaskId;
    /// assert_eq!(TaskId::new("task-1")?.as_str(), "task-1");
    /// assert!(TaskId::new("a b").is_err());
    /// # Ok::<(), pili_live::core::auth::names::NameError>(())
    /// ```
    TaskId, "task id", "must be 1 to 200 letters, digits, `-` or `_`", |id| is_word(id, 1, 200)
}

checked_name! {
    /// The name of a task, unique in the account: 1 to 20 letters or digits.
    ///
    /// ```
    /// use pili_live::task::TaskName;
    /// assert_eq!(TaskName::new("door1")?.as_str(), "door1");
    /// assert!(TaskName::new("door 1").is_err());
    /// # Ok::<(), pili_live::core::auth::names::NameError>(())
    /// ```
    TaskName, "task name", "must be 1 to 20 letters or digits", |name| {
        (1..=20).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }
}

/// A Pub task. Builds operations; holds no client.
///
/// Example: [`Settings`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    id: Named<TaskId>,
}

impl Task {
    /// The task of an id: a text, checked, or a [`TaskId`], as it is. Example: [`task`](crate::task).
    pub fn new<N: TryInto<TaskId, Error: Into<NameError>>>(id: N) -> Self {
        Self { id: named(id) }
    }

    /// `/tasks/{id}`.
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(endpoint.url().path(["tasks", checked(&self.id)?.as_str()]))
    }
}
