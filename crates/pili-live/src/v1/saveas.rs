use std::{ops::Range, time::SystemTime};

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{
    Stream,
    wire::{SaveAsBody, Saved},
};
use crate::{
    Pili,
    noun::{check_span, seconds},
};

impl Stream {
    /// Saves a span of what was published as a file of a name in the hub's storage bucket.
    pub fn save_as(&self, name: impl Into<String>, span: Range<SystemTime>) -> SaveAs {
        let (start, end) = (seconds(span.start), seconds(span.end));
        let body = SaveAsBody { name: name.into(), start, end, ..SaveAsBody::default() };
        SaveAs { stream: self.clone(), body }
    }
}

/// Saves a playback: `POST /v1/streams/{id}/saveas` (spec 4.6). Under one name a repeat makes the same file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SaveAs {
    stream: Stream,
    body: SaveAsBody,
}

impl SaveAs {
    /// The container, `mp4` and the like; without it an HLS playlist.
    pub fn format(mut self, format: impl Into<String>) -> Self {
        self.body.format = Some(format.into());
        self
    }

    /// The URL that is called when the file is ready.
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

impl Operation for SaveAs {
    type Output = Saved;
    type Api = Pili;
    const NAME: &'static str = "pili.v1.stream.saveas";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body.name.is_empty() {
            return Err(Error::invalid("name", "must not be empty"));
        }
        check_span(Some(self.body.start), Some(self.body.end))?;
        self.stream.url(endpoint)?.path(["saveas"]).post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<Saved> {
        decode_object(response)
    }
}
