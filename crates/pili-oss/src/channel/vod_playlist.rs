use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, Span};

use super::{LiveChannel, playlist::within};
use crate::{Oss, body};

impl LiveChannel {
    /// Reads a playlist of what was published in a span, a day at most. Nothing is stored.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// let channel = pili_oss::Bucket::new("examplebucket").channel("evening");
    /// let now = SystemTime::now();
    /// let last_hour = channel.vod_playlist(now - Duration::from_secs(3600)..now);
    /// # let _ = last_hour;
    /// ```
    pub fn vod_playlist(&self, span: impl Into<Span>) -> VodPlaylist {
        VodPlaylist { channel: self.clone(), span: span.into() }
    }
}

/// Reads a playlist of the past: `GET /{channel}?vod` (spec 2.9; vendor page "GetVodPlaylist").
///
/// The text is m3u8; its segments' names are relative to `{channel}/`. Fails with
/// [`Code::InvalidArgument`](crate::Code::InvalidArgument) when no segment begins in the span.
///
/// Example: [`LiveChannel::vod_playlist`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct VodPlaylist {
    channel: LiveChannel,
    span: Span,
}

impl Operation for VodPlaylist {
    type Output = String;
    type Api = Oss;
    const NAME: &'static str = "oss.channel.vod_playlist";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.channel.note(within(self.span, self.channel.url(endpoint)?)?.get()?)
    }

    fn decode(&self, response: &Response) -> Result<String> {
        body::playlist(response)
    }
}
