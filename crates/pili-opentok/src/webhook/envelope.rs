use std::time::SystemTime;

use pili_core::time::unix_millis;
use serde::{Deserialize, Serialize};

use super::EventReason;
use crate::read::text;

/// What all webhooks have in common.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Envelope {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    #[serde(with = "text", skip_serializing_if = "Option::is_none")]
    pub project_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<EventReason>,
    #[serde(with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<SystemTime>,
}
