use std::fmt;

use pili_core::{Error, Result, open_enum};
use serde::{Deserialize, Serialize};

use crate::{id::check_filled, read::list_or_map};

/// The kind of an HLS stream.
///
/// Example: [`Session::start_broadcast`](crate::session::Session::start_broadcast).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hls {
    /// Viewers are 15 to 20 seconds behind. The default.
    #[default]
    Standard,
    /// Viewers can go back in time.
    Dvr,
    /// Viewers are 4 to 6 seconds behind.
    LowLatency,
}

impl Hls {
    pub(super) fn settings(self) -> HlsSettings {
        let dvr = (self == Self::Dvr).then_some(true);
        let low_latency = (self == Self::LowLatency).then_some(true);
        HlsSettings { dvr, low_latency }
    }
}

/// The kind of an HLS stream, as the service tells it.
///
/// Example: [`Start::max_duration`](crate::broadcast::Start::max_duration).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct HlsSettings {
    /// Viewers can go back in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dvr: Option<bool>,
    /// Viewers are closer behind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low_latency: Option<bool>,
}

/// An RTMP server to send a broadcast to.
///
/// Example: [`Session::start_broadcast`](crate::session::Session::start_broadcast).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rtmp(pub(super) RtmpTarget);

impl Rtmp {
    /// A server (`rtmp://` or `rtmps://`) and the stream's name on it, such as a key of that platform.
    /// Example: [`Session::start_broadcast`](crate::session::Session::start_broadcast).
    pub fn new(server_url: impl Into<String>, stream_name: impl Into<String>) -> Self {
        let (server_url, stream_name) = (server_url.into(), stream_name.into());
        Self(RtmpTarget { id: None, server_url, stream_name, status: None })
    }

    /// An id to tell it by in answers. Example: [`Start::max_duration`](crate::broadcast::Start::max_duration).
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.0.id = Some(id.into());
        self
    }
}

impl RtmpTarget {
    pub(super) fn check(&self) -> Result<()> {
        let url = self.server_url.to_ascii_lowercase();
        if !url.starts_with("rtmp://") && !url.starts_with("rtmps://") {
            return Err(Error::invalid("RTMP server", "must begin with rtmp:// or rtmps://"));
        }
        check_filled("RTMP stream name", &self.stream_name)
    }
}

/// Where a broadcast can be seen.
///
/// Example: [`Session::start_broadcast`](crate::session::Session::start_broadcast).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct BroadcastUrls {
    /// The HLS playlist; usable some seconds after the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hls: Option<String>,
    /// How far the HLS stream is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hls_status: Option<HlsStatus>,
    /// The RTMP servers it is sent to. Some answers have a map by id; it is read into this list.
    #[serde(default, deserialize_with = "list_or_map", skip_serializing_if = "Vec::is_empty")]
    pub rtmp: Vec<RtmpTarget>,
}

open_enum! {
    /// How far an HLS stream is.
    ///
    /// Example: [`Start::max_duration`](crate::broadcast::Start::max_duration).
    #[derive(Default)]
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

/// An RTMP server that a broadcast is sent to. `Debug` does not show the stream's name, which is a key on most platforms.
///
/// Example: [`Start::max_duration`](crate::broadcast::Start::max_duration).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
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

impl fmt::Debug for RtmpTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, server_url, status, .. } = self;
        let mut f = f.debug_struct("RtmpTarget");
        f.field("id", id).field("server_url", server_url).field("status", status).finish_non_exhaustive()
    }
}

open_enum! {
    /// Whether an RTMP server takes a broadcast.
    ///
    /// Example: [`Start::max_duration`](crate::broadcast::Start::max_duration).
    #[derive(Default)]
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
