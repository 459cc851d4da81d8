use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Broadcast;
use crate::{OpenTok, Tracks, id::Id, request, wire::SelectStream};

impl Broadcast {
    /// Adds a stream to a broadcast whose streams are picked by hand, or changes which of its tracks are taken.
    pub fn add_stream(&self, id: impl Into<String>) -> AddBroadcastStream {
        AddBroadcastStream { broadcast: self.clone(), stream: Id::new("stream id", id), tracks: Tracks::Both }
    }
}

/// Adds a stream to a broadcast: `PATCH /broadcast/{id}/streams` (spec 7.4). Fails with
/// [`Category::StreamMode`](crate::Category::StreamMode) unless the broadcast was started with
/// [`StreamMode::Manual`](crate::StreamMode::Manual).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct AddBroadcastStream {
    broadcast: Broadcast,
    stream: Id,
    tracks: Tracks,
}

impl AddBroadcastStream {
    /// Which of its tracks are taken; without it both.
    pub fn tracks(self, tracks: Tracks) -> Self {
        Self { tracks, ..self }
    }

    fn body(&self) -> Result<SelectStream> {
        Ok(SelectStream {
            add_stream: Some(self.stream.checked()?.to_owned()),
            has_audio: Some(self.tracks.has_audio()),
            has_video: Some(self.tracks.has_video()),
            remove_stream: None,
        })
    }
}

impl Operation for AddBroadcastStream {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.broadcast.add_stream";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = self.body()?;
        request::json(Method::PATCH, self.broadcast.url(endpoint)?.path(["streams"]), &body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
