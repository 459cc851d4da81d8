use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::Receiver;
use crate::{OpenTok, answer, request};

/// Plays telephone tones to every SIP call of a session, or to one: `POST /session/{id}/play-dtmf`,
/// `/session/{id}/connection/{id}/play-dtmf` (spec 11.2).
///
/// Example: [`Session::connections`](crate::session::Session::connections).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct PlayDtmf<R> {
    receiver: R,
    body: Dtmf,
}

impl<R: Receiver> PlayDtmf<R> {
    pub(crate) fn new(receiver: &R, digits: impl Into<String>) -> Self {
        Self { receiver: receiver.clone(), body: Dtmf { digits: digits.into() } }
    }
}

impl<R: Receiver> Operation for PlayDtmf<R> {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = R::PLAY_DTMF_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let tone = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'*' | b'#' | b'p');
        if self.body.digits.is_empty() || !self.body.digits.bytes().all(tone) {
            return Err(Error::invalid("digits", "must be one or more of 0 to 9, `*`, `#` and `p`"));
        }
        request::json(Method::POST, self.receiver.url(endpoint)?.path(["play-dtmf"]), &self.body)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}

/// The body that plays tones.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dtmf {
    pub digits: String,
}
