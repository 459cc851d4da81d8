use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{
    Streams,
    wire::{CreateBody, StreamInfo},
};
use crate::{first::FirstGen, wire::Key};

impl Streams {
    /// Creates a stream. The first text of the API demands a name; the later one knows none, but a comment.
    pub fn create(&self) -> Create {
        Create { streams: self.clone(), body: CreateBody::default() }
    }
}

/// Creates a stream: `POST /v1/streams` (spec 4.7). A repeat would make a second stream, so it is not repeated
/// blindly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    streams: Streams,
    body: CreateBody,
}

impl Create {
    /// The stream's name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.body.name = Some(name.into());
        self
    }

    /// The key that URLs are signed with; without it the service invents one.
    pub fn stream_key(mut self, key: impl Into<Key>) -> Self {
        self.body.stream_key = Some(key.into());
        self
    }

    /// The same, by the name that later servers know.
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.body.key = Some(key.into());
        self
    }

    /// Hours that what is published is kept; 0, the default, does not keep it, -1 keeps it for ever.
    pub fn storage_period(mut self, hours: i64) -> Self {
        self.body.storage_period = Some(hours);
        self
    }

    /// How it is published: `RTMP`, the default.
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
}

impl Operation for Create {
    type Output = StreamInfo;
    type Api = FirstGen;
    const NAME: &'static str = "pili.first.stream.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body.name.as_ref().is_some_and(String::is_empty) {
            return Err(Error::invalid("name", "must not be empty"));
        }
        if [&self.body.stream_key, &self.body.key].into_iter().flatten().any(|key| key.is_empty()) {
            return Err(Error::invalid("stream key", "must not be empty; leave it out to have one invented"));
        }
        if self.body.storage_period.is_some_and(|hours| hours < -1) {
            return Err(Error::invalid("storage period", "must be -1, 0 or a number of hours"));
        }
        self.streams.url(endpoint).post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}
