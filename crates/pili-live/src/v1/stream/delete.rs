use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Stream;
use crate::Pili;

impl Stream {
    /// Deletes the stream. Example: [`Stream::update`].
    pub fn delete(&self) -> Delete {
        Delete(self.clone())
    }
}

/// Deletes a stream: `DELETE /v1/streams/{id}` (spec 4.6).
///
/// A repeat may answer [`Reason::NotFound`](pili_core::Reason::NotFound): then the first attempt succeeded.
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete(Stream);

impl Operation for Delete {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili1.stream.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.delete()
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
