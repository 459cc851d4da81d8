use std::time::{Duration, SystemTime};

use pili_core::{
    Endpoint, Error, Idempotency, Operation, Request, Response, Result, Span, auth::names::StreamKey,
    null_as_default, time::unix_seconds,
};
use serde::{Deserialize, Serialize};

use super::Stream;
use crate::{Pili, domain::DomainType, items::decode_items, noun::add_span};

impl Stream {
    /// Reads measured figures of the stream, of the last hour unless a span is given.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client, since: std::time::SystemTime) -> pili_live::core::Result<()> {
    /// use pili_live::Hub;
    /// let stats = client.send(Hub::new("shows").stream("evening").stats().span(since..)).await?;
    /// println!("{stats:?}");
    /// # Ok(()) }
    /// ```
    pub fn stats(&self) -> Stats {
        Stats { stream: self.clone(), span: Span::default() }
    }
}

/// Reads the figures of a stream over time: `GET /v2/hubs/{hub}/streams/{key}/stats` (spec 4.1; vendor page
/// 12403).
///
/// Example: [`Stream::stats`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stats {
    stream: Stream,
    span: Span,
}

impl Stats {
    /// Only figures of this span, 24 hours at most; an open start is an hour before the end, an open end is now.
    /// Example: [`Stream::stats`].
    pub fn span(self, span: impl Into<Span>) -> Self {
        Self { span: span.into(), ..self }
    }
}

impl Operation for Stats {
    type Output = Vec<StreamStats>;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.stats";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        const DAY: Duration = Duration::from_secs(24 * 60 * 60);
        let ends = self.span.start().zip(self.span.end());
        if ends.is_some_and(|(start, end)| end.duration_since(start).is_ok_and(|length| length > DAY)) {
            return Err(Error::invalid("span", "must be at most 24 hours"));
        }
        add_span(self.stream.url(endpoint)?.path(["stats"]), self.span)?.get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<StreamStats>> {
        decode_items(response)
    }
}

/// Figures of a stream at one time.
///
/// Example: [`Stream::stats`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamStats {
    /// The hub.
    #[serde(default)]
    pub hub: String,
    /// The time.
    #[serde(with = "unix_seconds")]
    pub time: SystemTime,
    /// The stream key.
    #[serde(with = "crate::noun::stream_key")]
    pub stream: StreamKey,
    /// The figures.
    pub stats: StreamStat,
}

/// The figures of [`StreamStats`]. Rates are bit/s.
///
/// Example: [`Stream::stats`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamStat {
    /// Bit rate of the publish.
    pub bps: i64,
    /// Video frames per second, measured.
    pub video_fps: f64,
    /// Audio frames per second, measured.
    pub audio_fps: f64,
    /// Width in pixels.
    pub width: i64,
    /// Height in pixels.
    pub height: i64,
    /// `H264` and the like.
    pub video_codec: String,
    /// The codec's profile.
    pub video_profile: String,
    /// Video frames per second, as announced.
    pub video_frame_rate: f64,
    /// `AAC` and the like.
    pub audio_codec: String,
    /// Audio channels.
    pub audio_channel: i64,
    /// Audio samples per second.
    pub audio_sample_rate: i64,
    /// Viewers.
    pub play_count: i64,
    /// Bit rate to all viewers together.
    pub bandwidth: i64,
    /// The same by play domain.
    #[serde(deserialize_with = "null_as_default")]
    pub detail_stats: Vec<StreamStatDetail>,
}

/// Viewers of a stream on one play domain.
///
/// Example: [`Stream::stats`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamStatDetail {
    /// The play domain.
    pub domain: String,
    /// What it is for.
    #[serde(rename = "type")]
    pub purpose: DomainType,
    /// Viewers.
    #[serde(default)]
    pub play_count: i64,
    /// Bit rate to them.
    #[serde(default)]
    pub bandwidth: i64,
}
