use bytes::Bytes;
use http::Method;
use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, Span,
    auth::names::NameError,
    noun::{Named, checked, named},
};

use super::{LiveChannel, PlaylistName, playlist::within};
use crate::{Oss, body};

impl LiveChannel {
    /// Stores a playlist of what was published in a span, a day at most, as `{channel}/{name}`. A name that
    /// exists is replaced, be it the live playlist. Example: [`LiveChannel::delete`].
    pub fn post_vod_playlist<N>(&self, name: N, span: impl Into<Span>) -> PostVodPlaylist
    where
        N: TryInto<PlaylistName, Error: Into<NameError>>,
    {
        PostVodPlaylist { channel: self.clone(), name: named(name), span: span.into() }
    }
}

/// Stores a playlist of the past: `POST /{channel}/{playlist}?vod` (spec 2.8; vendor page "PostVodPlaylist").
///
/// Fails with [`Code::InvalidArgument`](crate::Code::InvalidArgument) when no segment begins in the span.
///
/// Example: [`LiveChannel::delete`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct PostVodPlaylist {
    channel: LiveChannel,
    name: Named<PlaylistName>,
    span: Span,
}

impl Operation for PostVodPlaylist {
    type Output = ();
    type Api = Oss;
    const NAME: &'static str = "oss.channel.post_vod_playlist";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let (channel, name) = (checked(&self.channel.name)?, checked(&self.name)?);
        let url = within(self.span, self.channel.url(endpoint)?.path([name]))?;
        self.channel.bucket.note(url.request(Method::POST, Bytes::new())?, &format!("{channel}/{name}"))
    }

    fn decode(&self, response: &Response) -> Result<()> {
        body::nothing(response)
    }
}
