use std::{collections::BTreeMap, time::Duration};

use pili_core::{Error, Result};
use pili_qiniu::length::seconds;
use serde::{Deserialize, Serialize};

use super::{MediaUrl, given};
use crate::domain::CallbackType;

/// What the service tells your server when a task's status changes.
///
/// What arrives is what the variables say: templates of your own, in which `$(taskID)`, `$(status)`, `$(startTime)` and
/// `$(stopTime)` stand for the task's. So there is no type of ours to read it into.
///
/// ```
/// use pili_live::task::StatusCallback;
/// let callback = StatusCallback::json("https://hooks.example.com/pub").var("task", "$(taskID)").var("is", "$(status)");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StatusCallback {
    /// How the variables travel.
    #[serde(rename = "type")]
    pub kind: CallbackType,
    /// Where it goes.
    pub url: MediaUrl,
    /// The variables by name, each a template such as `$(status)`.
    #[serde(deserialize_with = "given::texts")]
    pub vars: BTreeMap<String, String>,
    /// How long to wait for the answer.
    #[serde(with = "seconds::option", skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Duration>,
    /// How often it is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_times: Option<u32>,
    /// The time between repeats.
    #[serde(with = "seconds::option", skip_serializing_if = "Option::is_none")]
    pub retry_interval: Option<Duration>,
}

impl StatusCallback {
    /// The variables in the body, as JSON. Example: [`StatusCallback`].
    pub fn json(url: impl Into<MediaUrl>) -> Self {
        Self { kind: CallbackType::Json, url: url.into(), ..Self::default() }
    }

    /// The variables in the body, as a form. Example: [`Settings::run_type`](crate::task::Settings::run_type).
    pub fn form(url: impl Into<MediaUrl>) -> Self {
        Self { kind: CallbackType::Form, ..Self::json(url) }
    }

    /// The variables in the query. Example: [`Settings::run_type`](crate::task::Settings::run_type).
    pub fn get(url: impl Into<MediaUrl>) -> Self {
        Self { kind: CallbackType::Get, ..Self::json(url) }
    }

    /// Adds a variable. Example: [`StatusCallback`].
    pub fn var(mut self, name: impl Into<String>, template: impl Into<String>) -> Self {
        self.vars.insert(name.into(), template.into());
        self
    }

    /// How long to wait for the answer, whole seconds.
    /// Example: [`Settings::run_type`](crate::task::Settings::run_type).
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout: Some(timeout), ..self }
    }

    /// Repeats it so often, so far apart, whole seconds.
    /// Example: [`Settings::run_type`](crate::task::Settings::run_type).
    pub fn retries(self, times: u32, interval: Duration) -> Self {
        Self { retry_times: Some(times), retry_interval: Some(interval), ..self }
    }

    pub(super) fn check(&self) -> Result<()> {
        let scheme = self.url.as_str().split_once("://").map(|(scheme, _)| scheme);
        if !matches!(scheme, Some("http" | "https")) {
            return Err(Error::invalid("callback URL", "must begin with http:// or https://"));
        }
        self.url.check("callback URL")
    }
}
