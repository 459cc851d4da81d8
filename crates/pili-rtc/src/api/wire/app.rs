use serde::{Deserialize, Serialize};

/// An app: its id and settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct AppInfo {
    /// The id that the service gave it.
    pub app_id: String,
    /// The hub that merged streams are published to.
    pub hub: String,
    /// Its title; need not be unique.
    pub title: String,
    /// The most users in a room.
    pub max_users: i64,
    /// Whether entries of a user leave each other alone; otherwise a newer one ends the older.
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
    /// When it came into being, as RFC 3339.
    pub created_at: String,
    /// When its settings last changed, as RFC 3339.
    pub updated_at: String,
}

/// The body that creates and updates an app; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `Update`")]
pub struct AppBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_users: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_auto_kick_user: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merge_publish_rtmp: Option<MergePublishRtmp>,
}

/// How the streams of a room are merged and published; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MergePublishRtmp {
    /// Whether they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable: Option<bool>,
    /// Only their sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_only: Option<bool>,
    /// Height of the picture in pixels; 480 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Width of the picture in pixels; 640 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Frames per second; 25 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fps: Option<u32>,
    /// Bit rate in kbit/s; 1000 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kbps: Option<u32>,
    /// The URL that is published to; `$(roomName)` is the room's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The stream key to publish as; `$(roomName)` is the room's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_title: Option<String>,
}

/// The body that sets where events are sent.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventCallback<'a> {
    pub(crate) event_cb_url: &'a str,
    pub(crate) event_cb_secret: &'a str,
    pub(crate) event_cb_version: u8,
}
