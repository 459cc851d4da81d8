//! Callbacks: URLs that are called on events, registered by calls. The vendor documents these in the SDK for Node only
//! (spec 13.4); what arrives at the URLs is read by [`webhook`](crate::webhook).

mod list;
pub(crate) mod register;
mod unregister;

use std::time::SystemTime;

use pili_core::{Endpoint, Result, Url, open_enum, time::unix_millis};
use serde::{Deserialize, Serialize};

use crate::{Project, id::Id, read::project};

pub use list::List;
pub use register::Register;
pub use unregister::Unregister;

/// A registered callback. Builds operations; holds no client.
///
/// Example: [`Project::register_callback`].
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
///
/// Example: [`Project::register_callback`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct CallbackInfo {
    /// Its id.
    pub id: String,
    /// The group of events.
    pub group: CallbackGroup,
    /// The event of the group.
    pub event: CallbackEvent,
    /// The URL.
    pub url: String,
    /// The project's API key or the application's ID.
    #[serde(flatten, with = "project")]
    pub project_id: Option<String>,
    /// When it was registered.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<SystemTime>,
}

open_enum! {
    /// A group of events that a callback is registered for.
    ///
    /// Example: [`Project::register_callback`].
    CallbackGroup {
        /// Archives.
        Archive = "archive",
        /// Clients that connect and leave.
        Connection = "connection",
        /// Streams that are published.
        Stream = "stream",
    }
}

open_enum! {
    /// Which event of its group a callback is registered for.
    ///
    /// Example: [`Project::register_callback`].
    CallbackEvent {
        /// The status of an archive changed.
        Status = "status",
        /// A client connected, or publishes.
        Created = "created",
        /// A client left, or publishes no longer.
        Destroyed = "destroyed",
    }
}
