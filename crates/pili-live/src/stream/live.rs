use std::time::{Duration, SystemTime};

use pili_core::{
    ApiError, Endpoint, Idempotency, Operation, Reason, Request, Response, Result, decode_object,
    time::unix_seconds,
};
use pili_qiniu::length::millis;
use serde::{Deserialize, Serialize};

use super::Stream;
use crate::Pili;

impl Stream {
    /// Reads the live status: `None` when the stream is not live.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::Hub;
    /// match client.send(Hub::new("shows").stream("evening").live()).await? {
    ///     Some(live) => println!("{} bit/s since {:?}", live.bps, live.start_at),
    ///     None => println!("not live"),
    /// }
    /// # Ok(()) }
    /// ```
    pub fn live(&self) -> Live {
        Live(self.clone())
    }
}

/// Reads the live status of a stream: `GET /v2/hubs/{hub}/streams/{key}/live` (spec 4.1; vendor page 2776).
///
/// A stream that is not live is `Ok(None)`, whether the service says 619 or a start of 0. One that does not
/// exist fails with [`Reason::NotFound`].
///
/// Example: [`Stream::live`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Live(Stream);

impl Operation for Live {
    type Output = Option<LiveStatus>;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.live";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["live"]).get()
    }

    fn decode(&self, response: &Response) -> Result<Option<LiveStatus>> {
        decode_object(response).map(|status| Some(status).filter(LiveStatus::is_live))
    }

    fn recover(&self, error: &ApiError) -> Option<Option<LiveStatus>> {
        (error.reason == Reason::NoData).then_some(None)
    }
}

/// The status of a stream that is live. Rates are bit/s.
///
/// Example: [`Stream::live`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct LiveStatus {
    /// Since when. The one member that no answer lacks.
    #[serde(with = "unix_seconds")]
    pub start_at: SystemTime,
    /// The publisher's `ip:port`.
    #[serde(rename = "clientIP", default)]
    pub client_ip: String,
    /// The edge's address.
    #[serde(rename = "serverIP", skip_serializing_if = "Option::is_none")]
    pub server_ip: Option<String>,
    /// Bit rate of the publish.
    #[serde(default)]
    pub bps: i64,
    /// Frame rates of the publish.
    #[serde(default)]
    pub fps: Fps,
    /// Longest distance of key frames in the last 30 s.
    #[serde(with = "millis::option", default, skip_serializing_if = "Option::is_none")]
    pub max_gop: Option<Duration>,
    /// Average distance of key frames in the last 30 s.
    #[serde(with = "millis::option", default, skip_serializing_if = "Option::is_none")]
    pub avg_gop: Option<Duration>,
    /// Bit rate of the video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_bit_rate: Option<i64>,
    /// Bit rate of the audio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_bit_rate: Option<i64>,
    /// Viewers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub play_count: Option<i64>,
    /// Bit rate to all viewers together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bandwidth: Option<i64>,
    /// Where the publisher is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The publisher's network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isp: Option<String>,
}

impl LiveStatus {
    /// A start of 0 is how some services say "not live".
    pub(super) fn is_live(&self) -> bool {
        self.start_at != SystemTime::UNIX_EPOCH
    }
}

/// Frames per second.
///
/// Example: [`Stream::live`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Fps {
    /// Audio frames.
    pub audio: i64,
    /// Video frames.
    pub video: i64,
    /// Data frames, such as metadata.
    pub data: i64,
}
