use serde::{Deserialize, Serialize};

use super::read::text;

/// A URL that is called on events (spec 13.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct CallbackInfo {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The group of events: `archive`, `connection`, `stream`.
    pub group: String,
    /// The event of the group.
    pub event: String,
    /// The URL.
    pub url: String,
    /// The project's API key.
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub project_id: Option<String>,
    /// When it was registered, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<u64>,
}
