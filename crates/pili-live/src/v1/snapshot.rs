use std::time::SystemTime;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{
    Stream,
    wire::{Saved, SnapshotBody},
};
use crate::{
    Pili,
    noun::{check_span, seconds},
};

impl Stream {
    /// Saves a picture as a file of a name and format (`jpg` or `png`) in the hub's storage bucket.
    pub fn snapshot(&self, name: impl Into<String>, format: impl Into<String>) -> Snapshot {
        let body = SnapshotBody { name: name.into(), format: format.into(), ..SnapshotBody::default() };
        Snapshot { stream: self.clone(), body }
    }
}

/// Saves a snapshot: `POST /v1/streams/{id}/snapshot` (spec 4.6). Under one name a repeat makes the same file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Snapshot {
    stream: Stream,
    body: SnapshotBody,
}

impl Snapshot {
    /// The moment of the picture; without it now.
    pub fn time(mut self, time: SystemTime) -> Self {
        self.body.time = Some(seconds(time));
        self
    }

    /// The URL that is called when the picture is ready.
    pub fn notify(mut self, url: impl Into<String>) -> Self {
        self.body.notify_url = Some(url.into());
        self
    }

    /// The processing queue to use.
    pub fn pipeline(mut self, pipeline: impl Into<String>) -> Self {
        self.body.pipeline = Some(pipeline.into());
        self
    }
}

impl Operation for Snapshot {
    type Output = Saved;
    type Api = Pili;
    const NAME: &'static str = "pili.v1.stream.snapshot";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body.name.is_empty() {
            return Err(Error::invalid("name", "must not be empty"));
        }
        if self.body.format.is_empty() {
            return Err(Error::invalid("format", "must not be empty"));
        }
        check_span(self.body.time, None)?;
        self.stream.url(endpoint)?.path(["snapshot"]).post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<Saved> {
        decode_object(response)
    }
}
