use std::time::Duration;

use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_json};

use crate::{
    Layout, OpenTok, Resolution, Session, StreamMode, Tracks,
    id::check_filled,
    limits::{check_bitrate, check_duration, check_resolution, seconds},
    request,
    wire::{BroadcastInfo, BroadcastStart, HlsSettings, Outputs, RtmpTarget},
};

impl Session {
    /// Starts sending the session out: as HLS, over RTMP, or both; one of them must be asked for.
    pub fn start_broadcast(&self) -> StartBroadcast {
        StartBroadcast { session: self.clone(), layout: None, body: BroadcastStart::default() }
    }
}

/// The kind of an HLS stream.
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
    fn settings(self) -> HlsSettings {
        let dvr = (self == Self::Dvr).then_some(true);
        let low_latency = (self == Self::LowLatency).then_some(true);
        HlsSettings { dvr, low_latency }
    }
}

/// An RTMP server to send a broadcast to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rtmp(RtmpTarget);

impl Rtmp {
    /// A server (`rtmp://` or `rtmps://`) and the stream's name on it, such as a key of that platform.
    pub fn new(server_url: impl Into<String>, stream_name: impl Into<String>) -> Self {
        let (server_url, stream_name) = (server_url.into(), stream_name.into());
        Self(RtmpTarget { server_url, stream_name, ..RtmpTarget::default() })
    }

    /// An id to tell it by in answers.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.0.id = Some(id.into());
        self
    }

    fn check(&self) -> Result<()> {
        let url = self.0.server_url.to_ascii_lowercase();
        if !url.starts_with("rtmp://") && !url.starts_with("rtmps://") {
            return Err(Error::invalid("RTMP server", "must begin with rtmp:// or rtmps://"));
        }
        check_filled("RTMP stream name", &self.0.stream_name)
    }
}

/// Starts a broadcast: `POST /broadcast` (spec 12.1).
///
/// The session must be routed and have a client connected: see
/// [`nobody_connected`](crate::nobody_connected).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct StartBroadcast {
    session: Session,
    layout: Option<Layout>,
    body: BroadcastStart,
}

impl StartBroadcast {
    /// Sends it out as HLS.
    pub fn hls(mut self, hls: Hls) -> Self {
        self.body.outputs.hls = Some(hls.settings());
        self
    }

    /// Sends it to an RTMP server too; five at most.
    pub fn rtmp(mut self, target: Rtmp) -> Self {
        self.body.outputs.rtmp.push(target.0);
        self
    }

    /// The layout; without it the best fit.
    pub fn layout(self, layout: Layout) -> Self {
        Self { layout: Some(layout), ..self }
    }

    /// When it ends by itself, 60 to 36 000 whole seconds; without it after 4 hours.
    pub fn max_duration(mut self, duration: Duration) -> Self {
        self.body.max_duration = Some(seconds(duration));
        self
    }

    /// The resolution; without it 640x480.
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.body.resolution = Some(resolution);
        self
    }

    /// Most bits per second, 100 000 to 6 000 000.
    pub fn max_bitrate(mut self, bits_per_second: u64) -> Self {
        self.body.max_bitrate = Some(bits_per_second);
        self
    }

    /// Which tracks are sent; without it both.
    pub fn tracks(mut self, tracks: Tracks) -> Self {
        self.body.has_audio = tracks.no_audio();
        self.body.has_video = tracks.no_video();
        self
    }

    /// Whether all streams are sent or those that are added; without it all.
    pub fn stream_mode(mut self, mode: StreamMode) -> Self {
        self.body.stream_mode = Some(mode);
        self
    }

    /// What tells it from other broadcasts of the session that run at the same time.
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
    outputs.rtmp.iter().try_for_each(|target| Rtmp(target.clone()).check())
}

impl Operation for StartBroadcast {
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
        decode_json(response)
    }
}
