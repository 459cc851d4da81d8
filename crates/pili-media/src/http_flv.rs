//! HTTP-FLV: a live stream as the endless body of a response.

use std::net::SocketAddr;

use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};

use super::{
    Media, Protocol, StreamId, flv,
    setup::Setup,
    viewer::{Shot, Viewer},
};

impl Media {
    /// A live stream as FLV, from the last key frame on; `None` if it is not live. The body ends when the
    /// stream does, or when the reader is too slow.
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
    let parts = parts(&shot);
    viewer.sent(parts.iter().map(Bytes::len).sum());
    Some((parts, viewer))
}

fn parts(shot: &Shot) -> Vec<Bytes> {
    let header = shot.opening.as_ref().map(header);
    header.into_iter().chain(shot.frame.flv(shot.timestamp)).collect()
}

fn header(setup: &Setup) -> Bytes {
    flv::file_header(setup.has_audio, setup.has_video)
}
