use serde::{Deserialize, Serialize};

use super::{
    Resolution, Token,
    open::open_enum,
    read::{or_default, text},
};

/// An Experience Composer: a web page that is rendered into a session (spec 14.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RenderInfo {
    /// Its id.
    pub id: String,
    /// The session it publishes into.
    #[serde(default, deserialize_with = "or_default")]
    pub session_id: String,
    /// The project's API key.
    #[serde(default, deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub project_id: Option<String>,
    /// When it was started, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<u64>,
    /// When it last changed, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<u64>,
    /// The page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its resolution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// How far it is.
    #[serde(default, deserialize_with = "or_default")]
    pub status: RenderStatus,
    /// The stream it publishes; none while it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_id: Option<String>,
    /// Why it stopped or failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

open_enum! {
    /// How far an Experience Composer is.
    RenderStatus {
        /// It is being set up.
        #[default]
        Starting = "starting",
        /// It publishes.
        Started = "started",
        /// It ended.
        Stopped = "stopped",
        /// It could not start.
        Failed = "failed",
    }
}

/// The body that starts an Experience Composer; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `StartRender`")]
pub struct RenderStart {
    pub session_id: String,
    pub token: Token,
    pub url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_duration: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<RenderProperties>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_callback_url: Option<String>,
}

/// Properties of the stream that an Experience Composer publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RenderProperties {
    /// The stream's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
