use serde::{Deserialize, Serialize};

use super::{
    LayoutBody, Resolution, SelectedStream, StreamMode,
    open::open_enum,
    read::{as_number, list_or_map, or_default, or_true, text, yes},
};

/// A live streaming broadcast of a session (spec 14.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BroadcastInfo {
    /// Its id.
    pub id: String,
    /// The session it shows.
    #[serde(default, deserialize_with = "or_default")]
    pub session_id: String,
    /// The project's API key.
    #[serde(
        default,
        deserialize_with = "text",
        serialize_with = "as_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub project_id: Option<String>,
    /// The same under its former name.
    #[serde(
        default,
        deserialize_with = "text",
        serialize_with = "as_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub partner_id: Option<String>,
    /// When it was started, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<u64>,
    /// When it last changed, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<u64>,
    /// Whether it runs.
    #[serde(default, deserialize_with = "or_default")]
    pub status: BroadcastStatus,
    /// Its resolution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// After how many seconds it ends by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_duration: Option<u64>,
    /// Most bits per second.
    #[serde(alias = "maxBitRate", skip_serializing_if = "Option::is_none")]
    pub max_bitrate: Option<u64>,
    /// Whether audio is sent.
    #[serde(default = "yes", deserialize_with = "or_true")]
    pub has_audio: bool,
    /// Whether video is sent.
    #[serde(default = "yes", deserialize_with = "or_true")]
    pub has_video: bool,
    /// How its streams are picked.
    #[serde(default, deserialize_with = "or_default")]
    pub stream_mode: StreamMode,
    /// The streams that were picked by hand.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub streams: Vec<SelectedStream>,
    /// What tells it from other broadcasts of the session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multi_broadcast_tag: Option<String>,
    /// How it is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<BroadcastSettings>,
    /// Where it can be seen; `None` once it stopped.
    pub broadcast_urls: Option<BroadcastUrls>,
}

open_enum! {
    /// Whether a broadcast runs.
    BroadcastStatus {
        /// It runs.
        #[default]
        Started = "started",
        /// It ended.
        Stopped = "stopped",
    }
}

/// Where a broadcast can be seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct BroadcastUrls {
    /// The HLS playlist; usable some seconds after the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hls: Option<String>,
    /// How far the HLS stream is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hls_status: Option<HlsStatus>,
    /// The RTMP servers it is sent to. Some answers have a map by id; it is read into this list.
    #[serde(deserialize_with = "list_or_map", skip_serializing_if = "Vec::is_empty")]
    pub rtmp: Vec<RtmpTarget>,
}

open_enum! {
    /// How far an HLS stream is.
    HlsStatus {
        /// It is being set up.
        #[default]
        Connecting = "connecting",
        /// It is set up and nobody publishes.
        Ready = "ready",
        /// It can be watched.
        Live = "live",
        /// It ended.
        Ended = "ended",
        /// It failed.
        Error = "error",
    }
}

/// An RTMP server that a broadcast is sent to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct RtmpTarget {
    /// The caller's id for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The server, `rtmp://` or `rtmps://`.
    pub server_url: String,
    /// The stream's name, such as a key of the platform it is sent to.
    pub stream_name: String,
    /// Whether the server takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<RtmpStatus>,
}

open_enum! {
    /// Whether an RTMP server takes a broadcast.
    RtmpStatus {
        /// It is being connected to.
        #[default]
        Connecting = "connecting",
        /// It takes the stream.
        Live = "live",
        /// It does not.
        Offline = "offline",
        /// It was connected to.
        Started = "started",
    }
}

/// How a broadcast is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BroadcastSettings {
    /// As HLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hls: Option<HlsSettings>,
}

/// The kind of an HLS stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct HlsSettings {
    /// Viewers can go back in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dvr: Option<bool>,
    /// Viewers are closer behind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low_latency: Option<bool>,
}

/// Where a broadcast is to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Outputs {
    /// HLS, if it is there at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hls: Option<HlsSettings>,
    /// RTMP servers, five at most.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub rtmp: Vec<RtmpTarget>,
}

/// The body that starts a broadcast; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `StartBroadcast`")]
pub struct BroadcastStart {
    pub session_id: String,
    pub outputs: Outputs,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<LayoutBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_duration: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bitrate: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_audio: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_video: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_mode: Option<StreamMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multi_broadcast_tag: Option<String>,
}
