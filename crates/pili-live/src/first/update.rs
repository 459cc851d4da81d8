use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{
    Stream,
    wire::{StreamInfo, UpdateBody},
};
use crate::{first::FirstGen, wire::Key};

impl Stream {
    /// Changes settings. The first text of the API demands a name; the later one knows none, but a comment.
    pub fn update(&self) -> Update {
        Update { stream: self.clone(), body: UpdateBody::default() }
    }
}

/// Changes a stream: `POST /v1/streams/{id}` (spec 4.7).
///
/// Without a key of yours every call may make another one, so such a call is not repeated blindly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Update {
    stream: Stream,
    body: UpdateBody,
}

impl Update {
    /// The stream's name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.body.name = Some(name.into());
        self
    }

    /// The key that URLs are signed with.
    pub fn stream_key(mut self, key: impl Into<Key>) -> Self {
        self.body.stream_key = Some(key.into());
        self
    }

    /// The same, by the name that later servers know.
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.body.key = Some(key.into());
        self
    }

    /// How it is published: `RTMP`.
    pub fn protocol(mut self, protocol: impl Into<String>) -> Self {
        self.body.protocol = Some(protocol.into());
        self
    }

    /// A comment; later servers only.
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.body.comment = Some(comment.into());
        self
    }

    /// Whether playing needs a signed URL; later servers only.
    pub fn private(mut self, private: bool) -> Self {
        self.body.is_private = Some(private);
        self
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        [&self.body.stream_key, &self.body.key].into_iter().flatten()
    }
}

impl Operation for Update {
    type Output = StreamInfo;
    type Api = FirstGen;
    const NAME: &'static str = "pili.first.stream.update";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn idempotency(&self) -> Idempotency {
        if self.keys().next().is_some() { Idempotency::Idempotent } else { Idempotency::NonIdempotent }
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body == UpdateBody::default() {
            return Err(Error::invalid("update", "must set at least one member"));
        }
        if self.body.name.as_ref().is_some_and(String::is_empty) {
            return Err(Error::invalid("name", "must not be empty"));
        }
        if self.keys().any(|key| key.is_empty()) {
            return Err(Error::invalid("stream key", "must not be empty; leave it out to have one invented"));
        }
        self.stream.url(endpoint)?.post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}
