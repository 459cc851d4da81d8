//! HTTP-FLV: a live stream as the endless body of a response.

use std::net::SocketAddr;

use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};

use super::{
    Media, NoStart, Protocol, StreamId,
    batch::{BATCH, Form},
    flv,
    setup::Setup,
    viewer::Viewer,
};

impl Media {
    /// Waits until a new viewer can begin with a key frame, for [`Limits::first_segment`](super::Limits::first_segment)
    /// at most; at once where one is held, and where nobody publishes. Whoever answers with [`flv`](Self::flv), as
    /// [the crate's page](crate) does, waits for it first and can still answer with an error.
    ///
    /// # Errors
    /// [`NoStart`] when the last key frame is held no more, and none came.
    pub async fn starts(&self, id: &StreamId) -> Result<(), NoStart> {
        match self.find(id) {
            Some(live) => live.starts(self.limits().first_segment).await,
            None => Ok(()),
        }
    }

    /// A live stream as FLV, from the last key frame on; `None` if it is not live. The body ends when the
    /// stream does. A slow reader goes on with the next key frame. Example: [the crate's page](crate).
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
    let shots = viewer.next().await?;
    let parts = shots.bytes(Form::Flv, shots.opening().map(header));
    let size = parts.iter().map(Bytes::len).sum();
    viewer.sent(size);
    Some((together(parts, size), viewer))
}

/// Small parts as one: each by itself would cost a chunk of the response, and more than the copy.
fn together(parts: Vec<Bytes>, size: usize) -> Vec<Bytes> {
    if parts.len() == 1 || size > 2 * BATCH { parts } else { vec![parts.concat().into()] }
}

fn header(setup: &Setup) -> Bytes {
    flv::file_header(setup.audio_codec.is_some(), setup.video_codec.is_some())
}
