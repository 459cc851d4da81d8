//! Broadcasts: sessions sent out as HLS and RTMP (spec 12).
//!
//! Example: [`Session::start_broadcast`](crate::session::Session::start_broadcast).

mod outputs;
pub(crate) mod start;

use std::time::{Duration, SystemTime};

use pili_core::{Endpoint, Result, Url, null_as_default, open_enum, time::unix_millis};
use serde::{Deserialize, Serialize};

use crate::{
    Layout, Project, Resolution, StreamMode,
    composed::{self, Composed, SelectedStream},
    id::Id,
    listed::{self, Listed},
    noun::Noun,
    read::{number, or_true, project, seconds, yes},
};

pub use outputs::{BroadcastUrls, Hls, HlsSettings, HlsStatus, Rtmp, RtmpStatus, RtmpTarget};
pub use start::Start;

/// Reads a broadcast: `opentok.broadcast.info`.
///
/// Example: [`Broadcast::stop`].
pub type Info = listed::Info<Broadcast>;
/// Lists broadcasts, newest first: `opentok.broadcast.list`.
///
/// Example: [`Broadcast::stop`].
pub type List = listed::List<Broadcast>;
/// Stops a broadcast: `opentok.broadcast.stop`.
///
/// Example: [`Broadcast::stop`].
pub type Stop = composed::Stop<Broadcast>;
/// Changes the layout of a broadcast: `opentok.broadcast.set_layout`.
///
/// Example: [`Broadcast::stop`].
pub type SetLayout = composed::SetLayout<Broadcast>;
/// Adds a stream to a broadcast: `opentok.broadcast.add_stream`.
///
/// Example: [`Broadcast::stop`].
pub type AddStream = composed::AddStream<Broadcast>;
/// Takes a stream out of a broadcast: `opentok.broadcast.remove_stream`.
///
/// Example: [`Broadcast::stop`].
pub type RemoveStream = composed::RemoveStream<Broadcast>;

/// A broadcast. Builds operations; holds no client.
///
/// Example: [`Broadcast::stop`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broadcast {
    pub(crate) project: Project,
    pub(crate) id: Id,
}

impl Broadcast {
    /// Reads the broadcast. Example: [`Broadcast::stop`].
    pub fn info(&self) -> Info {
        listed::Info(self.clone())
    }

    /// Stops the broadcast.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// use pili_opentok::{Project, composed::Layout};
    ///
    /// let project = Project::new("45678123");
    /// let broadcast = project.broadcast("1748b7070a81464c9759c46ad10d3734");
    /// client.send(broadcast.set_layout(Layout::BEST_FIT)).await?;
    /// client.send(broadcast.add_stream("stream-1")).await?;
    /// client.send(broadcast.remove_stream("stream-2")).await?;
    /// println!("{:?}", client.send(broadcast.info()).await?.status);
    /// client.send(broadcast.stop()).await?;
    /// println!("{:?}", client.send(project.broadcasts()).await?);
    /// # Ok(()) }
    /// ```
    pub fn stop(&self) -> Stop {
        composed::Stop(self.clone())
    }

    /// Changes the layout while the broadcast runs. Example: [`Broadcast::stop`].
    pub fn set_layout(&self, layout: Layout) -> SetLayout {
        composed::SetLayout { noun: self.clone(), layout }
    }

    /// Adds a stream to a broadcast whose streams are picked by hand, or changes which of its tracks are taken.
    /// Example: [`Broadcast::stop`].
    pub fn add_stream(&self, id: impl Into<String>) -> AddStream {
        composed::AddStream::new(self, id)
    }

    /// Takes a stream out of a broadcast whose streams are picked by hand. Example: [`Broadcast::stop`].
    pub fn remove_stream(&self, id: impl Into<String>) -> RemoveStream {
        composed::RemoveStream::new(self, id)
    }
}

impl Noun for Broadcast {
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path([Self::SEGMENT]).id(self.id.checked()?))
    }
}

impl Listed for Broadcast {
    type Info = BroadcastInfo;
    const INFO_NAME: &'static str = "opentok.broadcast.info";
    const LIST_NAME: &'static str = "opentok.broadcast.list";
    const SEGMENT: &'static str = "broadcast";
}

impl Composed for Broadcast {
    const STOP_NAME: &'static str = "opentok.broadcast.stop";
    const SET_LAYOUT_NAME: &'static str = "opentok.broadcast.set_layout";
    const ADD_STREAM_NAME: &'static str = "opentok.broadcast.add_stream";
    const REMOVE_STREAM_NAME: &'static str = "opentok.broadcast.remove_stream";
}

/// A live streaming broadcast of a session (spec 14.2).
///
/// Example: [`Session::start_broadcast`](crate::session::Session::start_broadcast).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct BroadcastInfo {
    /// Its id.
    pub id: String,
    /// The session it shows.
    pub session_id: String,
    /// The project's API key or the application's ID.
    #[serde(flatten, with = "project::number")]
    pub project_id: Option<String>,
    /// The API key under its former name.
    #[serde(default, with = "number", skip_serializing_if = "Option::is_none")]
    pub partner_id: Option<String>,
    /// When it was started.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<SystemTime>,
    /// When it last changed.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<SystemTime>,
    /// Whether it runs.
    pub status: BroadcastStatus,
    /// Its resolution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// After how long it ends by itself.
    #[serde(default, with = "seconds::option", skip_serializing_if = "Option::is_none")]
    pub max_duration: Option<Duration>,
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
    #[serde(default, deserialize_with = "null_as_default")]
    pub stream_mode: StreamMode,
    /// The streams that were picked by hand.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
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
    ///
    /// Example: [`Session::start_broadcast`](crate::session::Session::start_broadcast).
    #[derive(Default)]
    BroadcastStatus {
        /// It runs.
        #[default]
        Started = "started",
        /// It ended.
        Stopped = "stopped",
    }
}

/// How a broadcast is sent.
///
/// Example: [`Session::start_broadcast`](crate::session::Session::start_broadcast).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct BroadcastSettings {
    /// As HLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hls: Option<HlsSettings>,
}
