use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, null_as_default};
use serde::{Deserialize, Serialize};

use super::Receiver;
use crate::{OpenTok, answer, request};

/// Signals to every client, or to one: `POST /session/{id}/signal`, `/session/{id}/connection/{id}/signal` (spec 8).
/// Fails with [`Reason::NotFound`](pili_core::Reason::NotFound) if nobody is connected.
///
/// Example: [`Session::connections`](crate::session::Session::connections).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Signal<R> {
    receiver: R,
    body: SignalBody,
}

impl<R: Receiver> Signal<R> {
    pub(crate) fn new(receiver: &R, data: impl Into<String>) -> Self {
        Self { receiver: receiver.clone(), body: SignalBody { kind: None, data: data.into() } }
    }

    /// What kind of signal it is: at most 128 bytes of letters, digits, `-`, `_` and `~`.
    ///
    /// Example: [`Session::connections`](crate::session::Session::connections).
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.body.kind = Some(kind.into());
        self
    }
}

impl<R: Receiver> Operation for Signal<R> {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = R::SIGNAL_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.body.check()?;
        request::json(Method::POST, self.receiver.url(endpoint)?.path(["signal"]), &self.body)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}

/// The body of a signal.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignalBody {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub data: String,
}

impl SignalBody {
    /// Sizes only: what else the service refuses in a kind is not documented for this side.
    fn check(&self) -> Result<()> {
        if self.kind.as_ref().is_some_and(|kind| kind.len() > 128) {
            return Err(Error::invalid("signal kind", "must be at most 128 bytes"));
        }
        if self.data.len() > 8192 {
            return Err(Error::invalid("signal data", "must be at most 8192 bytes"));
        }
        Ok(())
    }
}
