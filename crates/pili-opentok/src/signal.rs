//! Signals to the clients of a session (spec 8). To everyone and to one client are two operations, so that
//! no forgotten id turns one into the other.

use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use crate::{Connection, OpenTok, Session, request, wire::SignalBody};

impl Session {
    /// Signals to every client; `data` of at most 8192 bytes.
    pub fn signal(&self, data: impl Into<String>) -> SignalAll {
        SignalAll { session: self.clone(), body: SignalBody { kind: None, data: data.into() } }
    }
}

impl Connection {
    /// Signals to this client; `data` of at most 8192 bytes.
    pub fn signal(&self, data: impl Into<String>) -> SignalConnection {
        SignalConnection { connection: self.clone(), body: SignalBody { kind: None, data: data.into() } }
    }
}

/// Signals to every client: `POST /session/{id}/signal`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SignalAll {
    session: Session,
    body: SignalBody,
}

/// Signals to one client: `POST /session/{id}/connection/{id}/signal`. Fails with
/// [`Category::NotFound`](crate::Category::NotFound) if it is not connected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SignalConnection {
    connection: Connection,
    body: SignalBody,
}

impl SignalAll {
    /// What kind of signal it is: at most 128 bytes of letters, digits, `-`, `_` and `~`.
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.body.kind = Some(kind.into());
        self
    }
}

impl SignalConnection {
    /// What kind of signal it is: at most 128 bytes of letters, digits, `-`, `_` and `~`.
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.body.kind = Some(kind.into());
        self
    }
}

/// Sizes only: what else the service refuses in a kind is not documented for this side.
fn check(body: &SignalBody) -> Result<()> {
    if body.kind.as_ref().is_some_and(|kind| kind.len() > 128) {
        return Err(Error::invalid("signal kind", "must be at most 128 bytes"));
    }
    if body.data.len() > 8192 {
        return Err(Error::invalid("signal data", "must be at most 8192 bytes"));
    }
    Ok(())
}

impl Operation for SignalAll {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.signal.all";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check(&self.body)?;
        request::json(Method::POST, self.session.url(endpoint)?.path(["signal"]), &self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}

impl Operation for SignalConnection {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.signal.connection";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check(&self.body)?;
        request::json(Method::POST, self.connection.url(endpoint)?.path(["signal"]), &self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
