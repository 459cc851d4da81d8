use serde::{Deserialize, Serialize};

use super::ChannelStatus;

/// A channel's configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "LiveChannelConfiguration", rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ChannelConfig {
    /// At most 128 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it takes streams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ChannelStatus>,
    /// How streams are stored.
    pub target: Target,
    /// How pictures are taken, where they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<Snapshot>,
}

/// How streams are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Target {
    /// `HLS`, the only kind there is.
    #[serde(rename = "Type")]
    pub kind: String,
    /// The length of a segment in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frag_duration: Option<u32>,
    /// How many of the latest segments the playlist has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frag_count: Option<u32>,
    /// The playlist's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub playlist_name: Option<String>,
}

impl Default for Target {
    fn default() -> Self {
        Self { kind: "HLS".to_owned(), frag_duration: None, frag_count: None, playlist_name: None }
    }
}

/// How pictures of a stream are taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Snapshot {
    /// The role that may write them.
    pub role_name: String,
    /// The bucket they are put into, of the same owner and region.
    pub dest_bucket: String,
    /// The topic that is told of each.
    pub notify_topic: String,
    /// Seconds from one to the next, 1 to 100.
    pub interval: u32,
}
