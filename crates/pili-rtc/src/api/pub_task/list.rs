use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, null_as_default, open_enum,
};
use serde::{Deserialize, Serialize};

use super::{unsigned, url};
use crate::{Room, Secret, api::Rtc};

impl Room {
    /// Lists the tasks that publish files into the room, by the token of an administrator of the room.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client, admins_token: String) -> pili_rtc::core::Result<()> {
    /// use pili_rtc::{App, pub_task::Status};
    ///
    /// for task in client.send(App::new("desls83s2").room("door-17").pub_tasks(admins_token)).await? {
    ///     if task.status == Status::Running {
    ///         println!("{task:?}");
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub fn pub_tasks(&self, token: impl Into<Secret>) -> List {
        List { room: self.clone(), token: token.into() }
    }
}

/// Lists the tasks that publish files into a room: `GET /v3/apps/{app}/rooms/{room}/pub?token=…` (spec 4.14; vendor page rtc
/// 12207).
///
/// Example: [`Room::pub_tasks`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List {
    room: Room,
    token: Secret,
}

impl Operation for List {
    type Output = Vec<PubTask>;
    type Api = Rtc;
    const NAME: &'static str = "rtc.pub_task.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        url(&self.room, &self.token, endpoint)?.get().map(unsigned)
    }

    fn decode(&self, response: &Response) -> Result<Vec<PubTask>> {
        decode_object::<PubTasks>(response).map(|list| list.tasks)
    }
}

/// The tasks of a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PubTasks {
    /// The tasks.
    #[serde(deserialize_with = "null_as_default")]
    pub tasks: Vec<PubTask>,
}

/// A task that publishes files into a room.
///
/// Example: [`Room::pub_tasks`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct PubTask {
    /// The id.
    #[serde(rename = "taskID")]
    pub task_id: String,
    /// Its name, which the service gave.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// The app.
    #[serde(rename = "appID", default, deserialize_with = "null_as_default")]
    pub app_id: String,
    /// The account.
    #[serde(default)]
    pub uid: Option<u64>,
    /// The app and the room: `app:room`.
    #[serde(rename = "roomID", default, deserialize_with = "null_as_default")]
    pub room_id: String,
    /// What it publishes, one after the other.
    #[serde(default, deserialize_with = "null_as_default")]
    pub source_urls: Vec<String>,
    /// How far it is.
    pub status: Status,
    /// When it was created, as the service writes it: date and time without a zone, so that no point in time can be
    /// made of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub create_time: Option<String>,
    /// When it began, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// When it ended, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_time: Option<String>,
}

open_enum! {
    /// How far a task is. The page shows these two.
    ///
    /// Example: [`Room::pub_tasks`].
    Status {
        /// It runs.
        Running = "running",
        /// It has stopped.
        Stopped = "stopped",
    }
}
