use std::collections::BTreeMap;

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

/// Live captions that were started (spec 13.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CaptionsInfo {
    /// Their id.
    pub captions_id: String,
}

/// The body that starts captions; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `StartCaptions`")]
pub struct CaptionsStart {
    pub session_id: String,
    pub token: Token,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_duration: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial_captions: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_callback_url: Option<String>,
}

/// A WebSocket that takes the audio of a session (spec 13.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AudioConnection {
    /// Its id.
    pub id: String,
    /// The connection that stands for it in the session.
    #[serde(default)]
    pub connection_id: String,
    /// Whether it sends audio back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bidirectional: Option<bool>,
}

/// The body that connects a WebSocket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct AudioConnector {
    /// The session.
    pub session_id: String,
    /// A client token for it.
    pub token: Token,
    /// The WebSocket.
    pub websocket: WebSocket,
}

/// The WebSocket to connect; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `ConnectAudio`")]
pub struct WebSocket {
    pub uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub streams: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bidirectional: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_rate: Option<u32>,
}

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
