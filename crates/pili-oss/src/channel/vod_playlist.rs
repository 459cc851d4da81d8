use std::time::SystemTime;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use super::{LiveChannel, playlist::Span};
use crate::Oss;

impl LiveChannel {
    /// Reads a playlist of what was published from `start` to `end`, a day at most. Nothing is stored.
    pub fn vod_playlist(&self, start: SystemTime, end: SystemTime) -> VodPlaylist {
        VodPlaylist { channel: self.clone(), span: Span::new(start, end) }
    }
}

/// Reads a playlist of the past: `GET /{channel}?vod` (spec 2.9; vendor page "GetVodPlaylist").
///
/// The text is m3u8; its segments' names are relative to `{channel}/`. Fails with
/// [`Code::InvalidArgument`](crate::Code::InvalidArgument) when no segment begins in the span.
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
        self.channel.note(self.span.query(self.channel.url(endpoint)?)?.get()?)
    }

    fn decode(&self, response: &Response) -> Result<String> {
        let text = String::from_utf8(response.body().to_vec());
        text.map_err(|_| Error::decode("the playlist is not UTF-8"))
    }
}
