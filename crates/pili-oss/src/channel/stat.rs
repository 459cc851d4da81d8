use std::time::SystemTime;

use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, open_enum};
use serde::{Deserialize, Serialize};

use super::LiveChannel;
use crate::{Oss, body, time, word};

impl LiveChannel {
    /// Reads the live status.
    ///
    /// ```no_run
    /// # async fn run(client: pili_oss::Client) -> pili_oss::core::Result<()> {
    /// # use pili_oss::Bucket;
    /// let stat = client.send(Bucket::new("examplebucket").channel("evening").stat()).await?;
    /// println!("{}, by {:?}", stat.status, stat.remote_addr);
    /// # Ok(()) }
    /// ```
    pub fn stat(&self) -> Stat {
        Stat(self.clone())
    }
}

/// Reads a channel's live status: `GET /{channel}?live&comp=stat` (spec 2.6; vendor page "GetLiveChannelStat").
///
/// Example: [`LiveChannel::stat`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stat(LiveChannel);

/// A channel's live status.
///
/// Example: [`LiveChannel::stat`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "LiveChannelStat", rename_all = "PascalCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct ChannelStat {
    /// What it does now; all else is known only when it is live.
    pub status: StreamStatus,
    /// Since when the publisher is connected.
    #[serde(default, with = "time::option", skip_serializing_if = "Option::is_none")]
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

open_enum! {
    /// What a channel does now. The words are capitalised on the wire, unlike those of
    /// [`ChannelStatus`](super::ChannelStatus), and read in any case.
    ///
    /// Example: [`LiveChannel::stat`].
    StreamStatus by word::same_in_any_case {
        /// Nobody publishes.
        Idle = "Idle",
        /// Somebody publishes.
        Live = "Live",
        /// It takes no streams.
        Disabled = "Disabled",
    }
}

/// The video of a stream.
///
/// Example: [`LiveChannel::stat`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
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
///
/// Example: [`LiveChannel::stat`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Audio {
    /// The recent average in bytes per second; 0 at the start.
    pub bandwidth: u64,
    /// Hz.
    pub sample_rate: u32,
    /// `AAC`, `ADPCM` …
    pub codec: String,
}

impl Operation for Stat {
    type Output = ChannelStat;
    type Api = Oss;
    const NAME: &'static str = "oss.channel.stat";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.note(self.0.url(endpoint)?.flag("live").query("comp", "stat").get()?)
    }

    fn decode(&self, response: &Response) -> Result<ChannelStat> {
        body::xml(response, "LiveChannelStat")
    }
}
