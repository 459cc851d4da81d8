use std::time::SystemTime;

use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, time::unix_seconds,
};
use serde::{Deserialize, Serialize};

use super::{
    Picture, Saved, Stream,
    save_as::{by_name, check_days},
};
use crate::{
    Pili,
    saving::{check_time, named, setters_of_jobs},
};

impl Stream {
    /// Saves a picture of the stream in the hub's storage bucket.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::Hub;
    /// let picture = Hub::new("shows").stream("evening").snapshot().file_name("evening.jpg");
    /// println!("{}", client.send(picture).await?.fname);
    /// # Ok(()) }
    /// ```
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { stream: self.clone(), body: SnapshotBody::default() }
    }
}

/// Saves a snapshot: `POST /v2/hubs/{hub}/streams/{key}/snapshot` (spec 4.1; vendor page 2520).
///
/// Without a file name the service invents one, so such a call is not repeated blindly.
///
/// Example: [`Stream::snapshot`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Snapshot {
    stream: Stream,
    body: SnapshotBody,
}

/// What picture is saved, and how; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[allow(missing_docs, reason = "each member is documented at its setter in `Snapshot`")]
pub struct SnapshotBody {
    #[serde(with = "unix_seconds::option", skip_serializing_if = "Option::is_none")]
    pub time: Option<SystemTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Picture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_after_days: Option<u32>,
}

setters_of_jobs!(Snapshot);

impl Snapshot {
    /// The moment of the picture; without it now.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client, time: std::time::SystemTime) -> pili_live::core::Result<()> {
    /// use pili_live::{Hub, stream::Picture};
    ///
    /// let snapshot = Hub::new("shows")
    ///     .stream("evening")
    ///     .snapshot()
    ///     .time(time)
    ///     .format(Picture::Png)
    ///     .delete_after_days(7)
    ///     .pipeline("pictures")
    ///     .notify("https://hooks.example.com/saved");
    /// println!("{}", client.send(snapshot).await?.fname);
    /// # Ok(()) }
    /// ```
    pub fn time(mut self, time: SystemTime) -> Self {
        self.body.time = Some(time);
        self
    }

    /// The file's name in the bucket; without it the service invents one. Example: [`Stream::snapshot`].
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.body.fname = Some(name.into());
        self
    }

    /// The format; without it JPEG. Example: [`Snapshot::time`].
    pub fn format(mut self, format: Picture) -> Self {
        self.body.format = Some(format);
        self
    }

    /// Days until the picture is deleted; without it, it is kept for ever. Example: [`Snapshot::time`].
    pub fn delete_after_days(mut self, days: u32) -> Self {
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
        check_time(self.body.time)?;
        named("file name", self.body.fname.as_ref())?;
        self.body.format.as_ref().map_or(Ok(()), Picture::check)?;
        check_days(self.body.delete_after_days)?;
        self.stream.url(endpoint)?.path(["snapshot"]).post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<Saved> {
        decode_object(response)
    }
}
