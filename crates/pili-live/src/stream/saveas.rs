use std::time::SystemTime;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use super::Stream;
use crate::{
    Pili,
    noun::{check_span, seconds},
    wire::{SaveAsBody, Saved},
};

impl Stream {
    /// Saves what was published as a file in the hub's storage bucket.
    pub fn save_as(&self) -> SaveAs {
        SaveAs { stream: self.clone(), body: SaveAsBody::default() }
    }
}

/// The container of a saved playback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// An HLS playlist, made at once. The default.
    M3u8,
    /// An FLV file, made in the background.
    Flv,
    /// An MP4 file, made in the background.
    Mp4,
}

/// Which segment a playback may begin with, by what the segment holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FirstTs {
    /// Any segment.
    Any = 0,
    /// One with video.
    Video = 1,
    /// One with audio.
    Audio = 2,
    /// One with both.
    Both = 3,
}

/// Saves a playback: `POST /v2/hubs/{hub}/streams/{key}/saveas` (spec 4.1; vendor page 2777).
///
/// Fails with [`Reason::NotFound`](pili_core::Reason::NotFound) for an unknown stream and
/// [`Reason::NoData`](pili_core::Reason::NoData) when nothing was published in the span. Without a file name the
/// service invents one, so such a call is not repeated blindly.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SaveAs {
    stream: Stream,
    body: SaveAsBody,
}

impl SaveAs {
    /// From this time on; without it from the first publish.
    pub fn start(mut self, time: SystemTime) -> Self {
        self.body.start = Some(seconds(time));
        self
    }

    /// Up to this time; without it until now.
    pub fn end(mut self, time: SystemTime) -> Self {
        self.body.end = Some(seconds(time));
        self
    }

    /// The file's name in the bucket; without it the service invents one.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.body.fname = Some(name.into());
        self
    }

    /// The container; without it an HLS playlist.
    pub fn format(mut self, format: Format) -> Self {
        self.body.format = Some(format);
        self
    }

    /// The processing queue for formats that are made in the background.
    pub fn pipeline(mut self, pipeline: impl Into<String>) -> Self {
        self.body.pipeline = Some(pipeline.into());
        self
    }

    /// The URL that is called when a file made in the background is ready.
    pub fn notify(mut self, url: impl Into<String>) -> Self {
        self.body.notify = Some(url.into());
        self
    }

    /// Days until the segments expire: -1 leaves them alone, 0 keeps them for ever. The vendor's newest page
    /// calls it without effect.
    pub fn expire_days(mut self, days: i32) -> Self {
        self.body.expire_days = Some(days);
        self
    }

    /// Days until the produced file is deleted; for a playlist only together with `expire_days(-1)`.
    pub fn delete_after_days(mut self, days: i32) -> Self {
        self.body.persistent_delete_after_days = Some(days);
        self
    }

    /// Which segment it may begin with.
    pub fn first_ts(mut self, first: FirstTs) -> Self {
        self.body.first_ts_type = Some(first as u8);
        self
    }
}

impl Operation for SaveAs {
    type Output = Saved;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.saveas";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn idempotency(&self) -> Idempotency {
        by_name(self.body.fname.as_ref())
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_span(self.body.start, self.body.end)?;
        check_file_name(self.body.fname.as_ref())?;
        if self.body.expire_days.is_some_and(|days| days < -1) {
            return Err(Error::invalid("expire days", "must be -1, 0 or a number of days"));
        }
        if self.body.persistent_delete_after_days.is_some_and(|days| days < 0) {
            return Err(Error::invalid("delete after days", "must not be negative"));
        }
        self.stream.url(endpoint)?.path(["saveas"]).post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<Saved> {
        decode_object(response)
    }
}

/// Saving twice under one name makes one file; under invented names it makes two.
pub(super) fn by_name(name: Option<&String>) -> Idempotency {
    if name.is_some() { Idempotency::Idempotent } else { Idempotency::NonIdempotent }
}

pub(super) fn check_file_name(name: Option<&String>) -> Result<()> {
    if name.is_some_and(String::is_empty) {
        return Err(Error::invalid("file name", "must not be empty; leave it out to have one invented"));
    }
    Ok(())
}
