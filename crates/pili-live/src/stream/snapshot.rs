use std::time::SystemTime;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use super::{
    Stream,
    saveas::{by_name, check_file_name},
};
use crate::{
    Pili,
    noun::{check_span, seconds},
    wire::{Saved, SnapshotBody},
};

impl Stream {
    /// Saves a picture of the stream in the hub's storage bucket.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { stream: self.clone(), body: SnapshotBody::default() }
    }
}

/// The format of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Picture {
    /// JPEG, the default.
    Jpg,
    /// PNG.
    Png,
}

/// Saves a snapshot: `POST /v2/hubs/{hub}/streams/{key}/snapshot` (spec 4.1; vendor page 2520).
///
/// Without a file name the service invents one, so such a call is not repeated blindly.
#[derive(Clone, Debug, PartialEq)]
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

    /// The file's name in the bucket; without it the service invents one.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.body.fname = Some(name.into());
        self
    }

    /// The format; without it JPEG.
    pub fn format(mut self, format: Picture) -> Self {
        self.body.format = Some(format);
        self
    }

    /// The processing queue to use.
    pub fn pipeline(mut self, pipeline: impl Into<String>) -> Self {
        self.body.pipeline = Some(pipeline.into());
        self
    }

    /// The URL that is called when the picture is ready; makes the call return at once.
    pub fn notify(mut self, url: impl Into<String>) -> Self {
        self.body.notify = Some(url.into());
        self
    }

    /// Days until the picture is deleted; 0 keeps it for ever.
    pub fn delete_after_days(mut self, days: i32) -> Self {
        self.body.delete_after_days = Some(days);
        self
    }
}

impl Operation for Snapshot {
    type Output = Saved;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.snapshot";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn idempotency(&self) -> Idempotency {
        by_name(self.body.fname.as_ref())
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_span(self.body.time, None)?;
        check_file_name(self.body.fname.as_ref())?;
        if self.body.delete_after_days.is_some_and(|days| days < 0) {
            return Err(Error::invalid("delete after days", "must not be negative"));
        }
        self.stream.url(endpoint)?.path(["snapshot"]).post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<Saved> {
        decode_object(response)
    }
}
