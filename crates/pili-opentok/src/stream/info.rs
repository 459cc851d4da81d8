use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{Stream, StreamInfo};
use crate::{OpenTok, noun::Noun as _, request};

impl Stream {
    /// Reads the stream. Example: [`Session::streams`](crate::session::Session::streams).
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a stream: `GET /session/{id}/stream/{id}` (spec 9). An unknown one fails with
/// [`Reason::NotFound`](pili_core::Reason::NotFound), or with the status 408.
///
/// Example: [`Session::streams`](crate::session::Session::streams).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Stream);

impl Operation for Info {
    type Output = StreamInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.stream.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}
