use std::time::SystemTime;

use pili_core::{open_enum, time::unix_millis};
use serde::{Deserialize, Serialize};

/// Whether the sources are fetched before the task begins.
///
/// Example: [`Settings::run_type`](crate::task::Settings::run_type).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Preload {
    /// Whether they are.
    pub enable: bool,
    /// From when on.
    #[serde(with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub preload_time: Option<SystemTime>,
}

open_enum! {
    /// How far that has come.
    ///
    /// Example: [`Task::history`](crate::task::Task::history).
    PreloadStatus {
        /// It goes on.
        Running = "running",
        /// It failed.
        Failed = "failed",
        /// The sources are there.
        Finished = "finished",
    }
}
