use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, Span};

use super::url;
use crate::first::{FirstGen, Stream, request};

impl Stream {
    /// Deletes what was kept in a span, both ends of which must be given. Example: [`Stream::segments`].
    pub fn delete_segments(&self, span: impl Into<Span>) -> Delete {
        Delete { stream: self.clone(), span: span.into() }
    }
}

/// Deletes kept spans of a stream: `DELETE /v1/streams/{id}/segments` (spec 4.7).
///
/// Example: [`Stream::segments`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete {
    stream: Stream,
    span: Span,
}

impl Operation for Delete {
    type Output = ();
    type Api = FirstGen;
    const NAME: &'static str = "first.segment.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.span.start().is_none() || self.span.end().is_none() {
            return Err(Error::invalid("span", "must not be open"));
        }
        request::delete(url(&self.stream, endpoint, &[], self.span)?)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
