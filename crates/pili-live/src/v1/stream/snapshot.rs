use std::time::SystemTime;

use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, time::unix_seconds,
};
use serde::{Deserialize, Serialize};

use super::{Picture, Saved, Stream, save_as::check_name};
use crate::{
    Pili,
    saving::{check_time, setters_of_jobs},
};

impl Stream {
    /// Saves a picture as a file of a name and format in the hub's storage bucket. Example: [`Stream::save_as`].
    pub fn snapshot(&self, name: impl Into<String>, format: Picture) -> Snapshot {
        let body = SnapshotBody { name: name.into(), format, time: None, notify: None, pipeline: None };
        Snapshot { stream: self.clone(), body }
    }
}

/// Saves a snapshot: `POST /v1/streams/{id}/snapshot` (spec 4.6). Under one name a repeat makes the same file.
///
/// Example: [`Stream::save_as`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Snapshot {
    stream: Stream,
    body: SnapshotBody,
}

/// What picture is saved, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each member is documented at its setter in `Snapshot`")]
pub struct SnapshotBody {
    pub name: String,
    pub format: Picture,
    #[serde(with = "unix_seconds::option", default, skip_serializing_if = "Option::is_none")]
    pub time: Option<SystemTime>,
    #[serde(rename = "notifyUrl", skip_serializing_if = "Option::is_none")]
    pub notify: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
}

setters_of_jobs!(Snapshot);

impl Snapshot {
    /// The moment of the picture; without it now. Example: [`Stream::save_as`].
    pub fn time(mut self, time: SystemTime) -> Self {
        self.body.time = Some(time);
        self
    }
}

impl Operation for Snapshot {
    type Output = Saved;
    type Api = Pili;
    const NAME: &'static str = "pili1.stream.snapshot";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_name(&self.body.name)?;
        self.body.format.check()?;
        check_time(self.body.time)?;
        self.stream.url(endpoint)?.path(["snapshot"]).post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<Saved> {
        decode_object(response)
    }
}
