use std::time::{Duration, SystemTime};

use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, null_as_default, open_enum,
    time::unix_millis,
};
use pili_qiniu::length::seconds;
use serde::{Deserialize, Serialize};

use super::{
    Filter, Forward, Loops, Preload, PreloadStatus, Pub, RunType, Source, StatusCallback, Task, TaskId, given,
};

impl Task {
    /// Reads what the task does, and how far it is. Example: [`task`](crate::task).
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a task: `GET /tasks/{id}` (spec 4.13; vendor page 7328).
///
/// Example: [`task`](crate::task).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Task);

impl Operation for Info {
    type Output = TaskInfo;
    type Api = Pub;
    const NAME: &'static str = "pub.task.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<TaskInfo> {
        decode_object(response)
    }
}

/// A task. Lists leave some of it out.
///
/// Example: [`task`](crate::task).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct TaskInfo {
    /// The id, which other calls take.
    #[serde(rename = "taskID", with = "crate::noun::task_id")]
    pub task_id: TaskId,
    /// The account.
    #[serde(default)]
    pub uid: Option<u64>,
    /// Its name.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// Words of your own.
    #[serde(default, deserialize_with = "null_as_default")]
    pub desc: String,
    /// Whether its position can be set.
    #[serde(default, deserialize_with = "given::choice")]
    pub run_type: Option<RunType>,
    /// What it pulls, one after the other.
    #[serde(default, deserialize_with = "null_as_default")]
    pub source_urls: Vec<Source>,
    /// Where it publishes to.
    #[serde(default, deserialize_with = "null_as_default")]
    pub forward_urls: Vec<Forward>,
    /// Which machines may carry it out.
    #[serde(default, deserialize_with = "null_as_default")]
    pub filter: Filter,
    /// How far it is.
    #[serde(default, deserialize_with = "given::choice")]
    pub status: Option<Status>,
    /// When it is to start by itself.
    #[serde(default, with = "unix_millis::option")]
    pub deliver_start_time: Option<SystemTime>,
    /// When it is to stop by itself.
    #[serde(default, with = "unix_millis::option")]
    pub deliver_stop_time: Option<SystemTime>,
    /// When it was last started.
    #[serde(default, with = "unix_millis::option")]
    pub start_time: Option<SystemTime>,
    /// When it last stopped.
    #[serde(default, with = "unix_millis::option")]
    pub stop_time: Option<SystemTime>,
    /// When it was created.
    #[serde(default, with = "unix_millis::option")]
    pub create_time: Option<SystemTime>,
    /// How often it goes through its sources again.
    #[serde(default, deserialize_with = "null_as_default")]
    pub loop_times: Loops,
    /// How long in all the service tries to connect again after a break.
    #[serde(default, with = "seconds::option", skip_serializing_if = "Option::is_none")]
    pub retry_time: Option<Duration>,
    /// How many tries of that are left.
    #[serde(default)]
    pub retry: Option<u32>,
    /// Whether the sources are fetched before it begins.
    #[serde(default, deserialize_with = "null_as_default")]
    pub preload: Preload,
    /// How far that has come.
    #[serde(default, deserialize_with = "given::choice", skip_serializing_if = "Option::is_none")]
    pub preload_status: Option<PreloadStatus>,
    /// Who is told of its status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_callback: Option<StatusCallback>,
}

open_enum! {
    /// How far a task, or a run of it, is.
    ///
    /// Example: [`Task::list`].
    Status {
        /// It was not started yet.
        Pending = "pending",
        /// It runs.
        Running = "running",
        /// It was stopped.
        Stopped = "stopped",
        /// It could not go on.
        Failed = "failed",
        /// Its sources have ended.
        Finished = "finished",
    }
}
