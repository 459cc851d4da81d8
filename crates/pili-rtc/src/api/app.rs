//! Apps: the noun, and one operation a file (spec 4.9).

mod create;
mod delete;
mod info;
mod list;
mod merge_publish_rtmp;
mod set_event_callback;
pub(super) mod settings;
mod update;

use std::time::SystemTime;

use pili_core::{
    Endpoint, Result, Url,
    auth::names::NameError,
    noun::{Named, checked, named},
};
use pili_qiniu::rfc3339;
use serde::{Deserialize, Serialize};

use crate::AppId;

pub use create::Create;
pub use delete::Delete;
pub use info::Info;
pub use list::List;
pub use merge_publish_rtmp::MergePublishRtmp;
pub use set_event_callback::SetEventCallback;
pub use update::Update;

/// An app: what rooms and users belong to. Builds operations; holds no client.
///
/// A name that breaks the rules is reported by the operation that uses it, before anything is sent.
///
/// Example: [`App::create`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    id: Named<AppId>,
}

impl App {
    /// The app of an id: a text, checked, or an [`AppId`], as it is. Example: [`App::rooms`].
    pub fn new<I: TryInto<AppId, Error: Into<NameError>>>(id: I) -> Self {
        Self { id: named(id) }
    }

    /// `/v3/apps/{app}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        self.url_of("v3", endpoint)
    }

    /// `/{version}/apps/{app}`.
    pub(crate) fn url_of(&self, version: &str, endpoint: &Endpoint) -> Result<Url> {
        Ok(endpoint.url().path([version, "apps", checked(&self.id)?.as_str()]))
    }
}

/// An app: its id and settings.
///
/// Example: [`App::create`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct AppInfo {
    /// The id that the service gave it.
    pub app_id: AppId,
    /// The hub that merged streams are published to; empty without one.
    #[serde(default)]
    pub hub: String,
    /// Its title; need not be unique.
    #[serde(default)]
    pub title: String,
    /// The most users in a room.
    #[serde(default)]
    pub max_users: u32,
    /// Whether entries of a user leave each other alone; otherwise a newer one ends the older.
    #[serde(default)]
    pub no_auto_kick_user: bool,
    /// How the streams of a room are merged and published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merge_publish_rtmp: Option<MergePublishRtmp>,
    /// Whether rooms stay when their last user leaves; early servers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_auto_close_room: Option<bool>,
    /// Whether rooms must be created before they are entered; early servers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_auto_create_room: Option<bool>,
    /// When it came into being.
    #[serde(default, with = "rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<SystemTime>,
    /// When its settings last changed.
    #[serde(default, with = "rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<SystemTime>,
}
