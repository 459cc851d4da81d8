use serde::{Deserialize, Serialize};

use super::Token;

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
