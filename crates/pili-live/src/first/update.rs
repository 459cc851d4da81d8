use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_json};

use super::{Stream, StreamInfo, UpdateBody};
use crate::{Qiniu, wire::Key};

impl Stream {
    /// Renames the stream. Without a key of yours the service invents a new one.
    pub fn update(&self, name: impl Into<String>) -> Update {
        Update { stream: self.clone(), body: UpdateBody { name: name.into(), ..UpdateBody::default() } }
    }
}

/// Changes a stream: `POST /v1/streams/{id}` (spec 4.7).
///
/// Without a key of yours every call makes another one, so such a call is not repeated blindly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Update {
    stream: Stream,
    body: UpdateBody,
}

impl Update {
    /// The key that URLs are signed with.
    pub fn stream_key(mut self, key: impl Into<Key>) -> Self {
        self.body.stream_key = Some(key.into());
        self
    }

    /// How it is published: `RTMP`.
    pub fn protocol(mut self, protocol: impl Into<String>) -> Self {
        self.body.protocol = Some(protocol.into());
        self
    }
}

impl Operation for Update {
    type Output = StreamInfo;
    type Api = Qiniu;
    const NAME: &'static str = "pili.first.stream.update";

    fn idempotency(&self) -> Idempotency {
        if self.body.stream_key.is_some() { Idempotency::Idempotent } else { Idempotency::NonIdempotent }
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body.name.is_empty() {
            return Err(Error::invalid("name", "must not be empty"));
        }
        if self.body.stream_key.as_ref().is_some_and(|key| key.is_empty()) {
            return Err(Error::invalid("stream key", "must not be empty; leave it out to have one invented"));
        }
        self.stream.url(endpoint)?.post_json(&self.body)
    }

    fn decode(&self, response: Response) -> Result<StreamInfo> {
        decode_json(&response)
    }
}
