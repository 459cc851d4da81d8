use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Token, read::or_default};

/// A WebSocket that takes the audio of a session (spec 13.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AudioConnection {
    /// Its id.
    pub id: String,
    /// The connection that stands for it in the session.
    #[serde(default, deserialize_with = "or_default")]
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
