use serde::{Deserialize, Serialize};

use super::read::{or_default, text};

/// A session that was created (spec 4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SessionInfo {
    /// Its id.
    pub session_id: String,
    /// The project's API key.
    #[serde(default, deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub project_id: Option<String>,
    /// The same under its former name.
    #[serde(default, deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub partner_id: Option<String>,
    /// When it was created, as a date in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub create_dt: Option<String>,
}

/// The body of a signal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SignalBody {
    /// What kind of signal it is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What it says.
    #[serde(deserialize_with = "or_default")]
    pub data: String,
}

/// The body that mutes a session or lifts that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MuteAll {
    /// Whether streams are muted, those of later too.
    pub active: bool,
    /// Streams that are not. Some SDKs call it `excludedStreams`.
    #[serde(alias = "excludedStreams", skip_serializing_if = "Option::is_none")]
    pub excluded_stream_ids: Option<Vec<String>>,
}

/// The body that plays tones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PlayDtmf {
    /// `0` to `9`, `*`, `#`, and `p` for a pause of 500 ms.
    pub digits: String,
}
