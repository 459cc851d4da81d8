use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::{StreamStatus, time};

/// A channel's live status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "LiveChannelStat", rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ChannelStat {
    /// What it does now; all else is known only when it is live.
    pub status: StreamStatus,
    /// Since when the publisher is connected.
    #[serde(default, with = "time", skip_serializing_if = "Option::is_none")]
    pub connected_time: Option<SystemTime>,
    /// `address:port` of the publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote_addr: Option<String>,
    /// The video, once some came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video: Option<Video>,
    /// The audio, once some came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audio: Option<Audio>,
}

/// The video of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Video {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Frames per second.
    pub frame_rate: u32,
    /// The recent average in bytes per second; 0 at the start.
    pub bandwidth: u64,
    /// `H264`.
    pub codec: String,
}

/// The audio of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Audio {
    /// The recent average in bytes per second; 0 at the start.
    pub bandwidth: u64,
    /// Hz.
    pub sample_rate: u32,
    /// `AAC`, `ADPCM` …
    pub codec: String,
}

/// A channel's latest publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "LiveChannelHistory", default)]
#[non_exhaustive]
pub struct ChannelHistory {
    /// Ten at most.
    #[serde(rename = "LiveRecord")]
    pub records: Vec<LiveRecord>,
}

/// One publish.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct LiveRecord {
    /// When it began.
    #[serde(default, with = "time", skip_serializing_if = "Option::is_none")]
    pub start_time: Option<SystemTime>,
    /// When it ended; a stream that runs may have none.
    #[serde(default, with = "time", skip_serializing_if = "Option::is_none")]
    pub end_time: Option<SystemTime>,
    /// `address:port` of the publisher.
    #[serde(default)]
    pub remote_addr: String,
}
