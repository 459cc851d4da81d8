//! Tells the owner of a task of its status.

use std::time::{SystemTime, UNIX_EPOCH};

use pili_live::{
    domain::{CallbackConfig, CallbackType},
    task::StatusCallback,
};

use super::kept::Kept;
use crate::relay::Relay;

/// Sends the callback of a task that has one, with its variables.
pub(super) fn tell(relay: &Relay, id: &str, task: &Kept) {
    let Some(callback) = &task.settings.status_callback else { return };
    let value = |name: &str| match name {
        "taskID" => id.to_owned(),
        "status" => task.status.to_string(),
        "startTime" => millis(task.start_time),
        "stopTime" => millis(task.stop_time),
        _ => String::new(),
    };
    relay.callbacks.tell(&config(callback), &value);
}

/// As the sender of callbacks takes it; without a form it is JSON, as in the vendor's examples.
fn config(callback: &StatusCallback) -> CallbackConfig {
    let StatusCallback { kind, url, vars, timeout, retry_times, retry_interval } = callback.clone();
    CallbackConfig {
        kind: if kind == CallbackType::Off { CallbackType::Json } else { kind },
        url: url.as_str().to_owned(),
        timeout: timeout.unwrap_or_default(),
        vars,
        retry_times: retry_times.unwrap_or_default().into(),
        retry_interval: retry_interval.unwrap_or_default(),
        success_code: None,
        fail_code: None,
    }
}

/// Empty for none.
fn millis(time: Option<SystemTime>) -> String {
    let since = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map(|since| since.as_millis().to_string()).unwrap_or_default()
}
