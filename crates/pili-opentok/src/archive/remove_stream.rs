use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Archive;
use crate::{OpenTok, id::Id, request, wire::SelectStream};

impl Archive {
    /// Takes a stream out of an archive whose streams are picked by hand.
    pub fn remove_stream(&self, id: impl Into<String>) -> RemoveArchiveStream {
        RemoveArchiveStream { archive: self.clone(), stream: Id::new("stream id", id) }
    }
}

/// Takes a stream out of an archive: `PATCH /archive/{id}/streams` (spec 7.4).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct RemoveArchiveStream {
    archive: Archive,
    stream: Id,
}

impl Operation for RemoveArchiveStream {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.archive.remove_stream";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let stream = self.stream.checked()?.to_owned();
        let body = SelectStream { remove_stream: Some(stream), ..SelectStream::default() };
        request::json(Method::PATCH, self.archive.url(endpoint)?.path(["streams"]), &body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
