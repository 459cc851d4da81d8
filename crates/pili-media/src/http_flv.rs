//! HTTP-FLV: a live stream as the endless body of a response.

use std::net::SocketAddr;

use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};

use super::{
    Media, Protocol, StreamId, flv,
    setup::Setup,
    viewer::{Shot, Viewer},
};

/// Bytes that are sent at once, unless one frame has more.
const BATCH: usize = 64 << 10;

impl Media {
    /// A live stream as FLV, from the last key frame on; `None` if it is not live. The body ends when the
    /// stream does. A slow reader goes on with the next key frame.
    pub fn flv(
        &self,
        id: &StreamId,
        domain: String,
        client: SocketAddr,
    ) -> Option<impl Stream<Item = Bytes> + Send + use<>> {
        let viewer = self.view(id, Protocol::Flv, domain, client)?;
        Some(stream::unfold(viewer, next).flat_map(stream::iter))
    }
}

async fn next(mut viewer: Viewer) -> Option<(Vec<Bytes>, Viewer)> {
    let shot = viewer.next().await?;
    let mut batch = parts(&shot);
    let mut size: usize = batch.iter().map(Bytes::len).sum();
    while size < BATCH
        && let Some(shot) = viewer.now()
    {
        let parts = parts(&shot);
        size += parts.iter().map(Bytes::len).sum::<usize>();
        batch.extend(parts);
    }
    viewer.sent(size);
    Some((together(batch, size), viewer))
}

/// Small parts as one: each by itself would cost a chunk of the response, and more than the copy.
fn together(parts: Vec<Bytes>, size: usize) -> Vec<Bytes> {
    if size > BATCH { parts } else { vec![parts.concat().into()] }
}

fn parts(shot: &Shot) -> Vec<Bytes> {
    let header = shot.opening.as_ref().map(header);
    header.into_iter().chain(shot.frame.flv(shot.timestamp)).collect()
}

fn header(setup: &Setup) -> Bytes {
    flv::file_header(setup.audio_codec.is_some(), setup.video_codec.is_some())
}
