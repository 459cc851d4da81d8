use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Stream;
use crate::{OpenTok, answer, noun::Noun as _, request};

impl Stream {
    /// Mutes the stream; its publisher can unmute it. Example: [`Session::streams`](crate::session::Session::streams).
    pub fn mute(&self) -> Mute {
        Mute(self.clone())
    }
}

/// Mutes a stream: `POST /session/{id}/stream/{id}/mute` (spec 10).
///
/// Example: [`Session::streams`](crate::session::Session::streams).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Mute(Stream);

impl Operation for Mute {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.stream.mute";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::post(self.0.url(endpoint)?.path(["mute"]))
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
