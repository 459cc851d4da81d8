//! Callbacks: URLs that are called on events. The vendor documents them in the SDK for Node only (spec 13.4).

mod list;
pub(crate) mod register;
mod unregister;

use std::time::SystemTime;

use pili_core::{Endpoint, Result, Url, time::unix_millis};
use serde::{Deserialize, Serialize};

use crate::{Project, id::Id, read::text};

pub use list::List;
pub use register::Register;
pub use unregister::Unregister;

/// A registered callback. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    pub(crate) project: Project,
    pub(crate) id: Id,
}

impl Callback {
    /// `/callback/{id}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path(["callback"]).id(self.id.checked()?))
    }
}

/// A URL that is called on events (spec 13.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct CallbackInfo {
    /// Its id.
    pub id: String,
    /// The group of events: `archive`, `connection`, `stream`.
    pub group: String,
    /// The event of the group.
    pub event: String,
    /// The URL.
    pub url: String,
    /// The project's API key.
    #[serde(default, with = "text", skip_serializing_if = "Option::is_none")]
    pub project_id: Option<String>,
    /// When it was registered.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<SystemTime>,
}
