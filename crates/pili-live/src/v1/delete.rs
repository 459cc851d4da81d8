use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_nothing};

use super::Stream;
use crate::Qiniu;

impl Stream {
    /// Deletes the stream.
    pub fn delete(&self) -> Delete {
        Delete(self.clone())
    }
}

/// Deletes a stream: `DELETE /v1/streams/{id}` (spec 4.6).
///
/// A repeat may answer [`Code::NotFound`](crate::Code::NotFound): then the first attempt succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete(Stream);

impl Operation for Delete {
    type Output = ();
    type Api = Qiniu;
    const NAME: &'static str = "pili.v1.stream.delete";

    fn idempotency(&self) -> Idempotency {
        Idempotency::Idempotent
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.delete()
    }

    fn decode(&self, response: Response) -> Result<()> {
        decode_nothing(&response)
    }
}
