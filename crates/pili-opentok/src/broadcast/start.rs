use std::time::Duration;

use http::Method;
use pili_core::{
    Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object, null_as_default,
};
use serde::{Deserialize, Serialize};

use super::{BroadcastInfo, Hls, HlsSettings, Rtmp, RtmpTarget};
use crate::{
    Layout, OpenTok, Resolution, Session, StreamMode, Tracks,
    composed::layout::LayoutBody,
    limits::{check_bitrate, check_duration, check_resolution},
    read::seconds,
    request,
};

impl Session {
    /// Starts sending the session out: as HLS, over RTMP, or both; one of them must be asked for.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// # use pili_opentok::{Hls, Project, Rtmp};
    /// # let session_id = "1_MX4";
    /// let start = Project::new("45678123").session(session_id).start_broadcast().hls(Hls::LowLatency);
    /// let start = start.rtmp(Rtmp::new("rtmp://live.example.com/app", "stream-key"));
    /// println!("{:?}", client.send(start).await?.broadcast_urls);
    /// # Ok(()) }
    /// ```
    pub fn start_broadcast(&self) -> Start {
        Start { session: self.clone(), layout: None, body: BroadcastStart::default() }
    }
}

/// Starts a broadcast: `POST /broadcast` (spec 12.1).
///
/// The session must be routed, or it fails with [`Code::NotRouted`](crate::Code::NotRouted), and have a client
/// connected, or it fails with [`Reason::NotFound`](pili_core::Reason::NotFound).
///
/// Example: [`Session::start_broadcast`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start {
    session: Session,
    layout: Option<Layout>,
    body: BroadcastStart,
}

impl Start {
    /// Sends it out as HLS. Example: [`Session::start_broadcast`].
    pub fn hls(mut self, hls: Hls) -> Self {
        self.body.outputs.hls = Some(hls.settings());
        self
    }

    /// Sends it to an RTMP server too; five at most. Example: [`Session::start_broadcast`].
    pub fn rtmp(mut self, target: Rtmp) -> Self {
        self.body.outputs.rtmp.push(target.0);
        self
    }

    /// The layout; without it the best fit. Example: [`Start::max_duration`].
    pub fn layout(self, layout: Layout) -> Self {
        Self { layout: Some(layout), ..self }
    }

    /// When it ends by itself, 60 to 36 000 whole seconds; without it after 4 hours.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// use std::time::Duration;
    /// use pili_opentok::{Project, Resolution, Tracks, broadcast::{Hls, Rtmp}, composed::{Layout, StreamMode}};
    ///
    /// let start = Project::new("45678123")
    ///     .session("session-id")
    ///     .start_broadcast()
    ///     .hls(Hls::default())
    ///     .rtmp(Rtmp::new("rtmp://publish.example.com/shows", "evening").id("pili"))
    ///     .layout(Layout::BEST_FIT)
    ///     .max_duration(Duration::from_secs(7200))
    ///     .resolution(Resolution::Hd)
    ///     .max_bitrate(2_000_000)
    ///     .tracks(Tracks::Both)
    ///     .stream_mode(StreamMode::Auto)
    ///     .multi_broadcast_tag("second");
    /// println!("{:?}", client.send(start).await?);
    /// # Ok(()) }
    /// ```
    pub fn max_duration(mut self, duration: Duration) -> Self {
        self.body.max_duration = Some(duration);
        self
    }

    /// The resolution; without it 640x480. Example: [`Start::max_duration`].
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.body.resolution = Some(resolution);
        self
    }

    /// Most bits per second, 100 000 to 6 000 000. Example: [`Start::max_duration`].
    pub fn max_bitrate(mut self, bits_per_second: u64) -> Self {
        self.body.max_bitrate = Some(bits_per_second);
        self
    }

    /// Which tracks are sent; without it both. Example: [`Start::max_duration`].
    pub fn tracks(mut self, tracks: Tracks) -> Self {
        self.body.has_audio = tracks.no_audio();
        self.body.has_video = tracks.no_video();
        self
    }

    /// Whether all streams are sent or those that are added; without it all. Example: [`Start::max_duration`].
    pub fn stream_mode(mut self, mode: StreamMode) -> Self {
        self.body.stream_mode = Some(mode);
        self
    }

    /// What tells it from other broadcasts of the session that run at the same time. Example: [`Start::max_duration`].
    pub fn multi_broadcast_tag(mut self, tag: impl Into<String>) -> Self {
        self.body.multi_broadcast_tag = Some(tag.into());
        self
    }

    fn check(&self) -> Result<()> {
        check_outputs(&self.body.outputs)?;
        check_duration(self.body.max_duration, 60..=36_000)?;
        check_bitrate(self.body.max_bitrate)?;
        check_resolution(self.body.resolution.as_ref())
    }
}

fn check_outputs(outputs: &Outputs) -> Result<()> {
    if outputs.hls.is_none() && outputs.rtmp.is_empty() {
        return Err(Error::invalid("outputs", "must have HLS or an RTMP server"));
    }
    if outputs.rtmp.len() > 5 {
        return Err(Error::invalid("outputs", "must have at most five RTMP servers"));
    }
    outputs.rtmp.iter().try_for_each(RtmpTarget::check)
}

impl Operation for Start {
    type Output = BroadcastInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.broadcast.start";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.check()?;
        let layout = self.layout.as_ref().map(Layout::body).transpose()?;
        let body = BroadcastStart { session_id: self.session.id()?.to_owned(), layout, ..self.body.clone() };
        request::json(Method::POST, self.session.project.url(endpoint)?.path(["broadcast"]), &body)
    }

    fn decode(&self, response: &Response) -> Result<BroadcastInfo> {
        decode_object(response)
    }
}

/// The body that starts a broadcast; members that are not set are not sent.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BroadcastStart {
    pub session_id: String,
    pub outputs: Outputs,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<LayoutBody>,
    #[serde(with = "seconds::option", skip_serializing_if = "Option::is_none")]
    pub max_duration: Option<Duration>,
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

/// Where a broadcast is to be sent.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outputs {
    /// HLS, if it is there at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hls: Option<HlsSettings>,
    /// RTMP servers, five at most.
    #[serde(deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub rtmp: Vec<RtmpTarget>,
}
