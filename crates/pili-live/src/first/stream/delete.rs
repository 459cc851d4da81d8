use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{Stream, StreamInfo};
use crate::first::{FirstGen, request};

impl Stream {
    /// Deletes the stream, and returns it where the service does. Example: [`Stream::update`].
    pub fn delete(&self) -> Delete {
        Delete(self.clone())
    }
}

/// Deletes a stream: `DELETE /v1/streams/{id}` (spec 4.7).
///
/// A repeat may answer [`Reason::NotFound`](pili_core::Reason::NotFound): then the first attempt succeeded.
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete(Stream);

impl Operation for Delete {
    type Output = Option<StreamInfo>;
    type Api = FirstGen;
    const NAME: &'static str = "first.stream.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::delete(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<Option<StreamInfo>> {
        if response.body().is_empty() {
            return Ok(None);
        }
        decode_object(response)
    }
}
