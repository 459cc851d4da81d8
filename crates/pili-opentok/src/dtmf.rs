//! Telephone tones, for the SIP calls of a session (spec 11.2).

use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use crate::{Connection, OpenTok, Session, request, wire::PlayDtmf};

impl Session {
    /// Plays tones to every SIP call: `0` to `9`, `*`, `#`, and `p` for a pause of 500 ms.
    pub fn play_dtmf(&self, digits: impl Into<String>) -> PlayDtmfToSession {
        PlayDtmfToSession { session: self.clone(), body: PlayDtmf { digits: digits.into() } }
    }
}

impl Connection {
    /// Plays tones to this SIP call: `0` to `9`, `*`, `#`, and `p` for a pause of 500 ms.
    pub fn play_dtmf(&self, digits: impl Into<String>) -> PlayDtmfToConnection {
        PlayDtmfToConnection { connection: self.clone(), body: PlayDtmf { digits: digits.into() } }
    }
}

/// Plays tones to every SIP call of a session: `POST /session/{id}/play-dtmf`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct PlayDtmfToSession {
    session: Session,
    body: PlayDtmf,
}

/// Plays tones to one SIP call: `POST /session/{id}/connection/{id}/play-dtmf`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct PlayDtmfToConnection {
    connection: Connection,
    body: PlayDtmf,
}

fn check(body: &PlayDtmf) -> Result<()> {
    let tone = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'*' | b'#' | b'p');
    if body.digits.is_empty() || !body.digits.bytes().all(tone) {
        return Err(Error::invalid("digits", "must be one or more of 0 to 9, `*`, `#` and `p`"));
    }
    Ok(())
}

impl Operation for PlayDtmfToSession {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.dtmf.session";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check(&self.body)?;
        request::json(Method::POST, self.session.url(endpoint)?.path(["play-dtmf"]), &self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}

impl Operation for PlayDtmfToConnection {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.dtmf.connection";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check(&self.body)?;
        request::json(Method::POST, self.connection.url(endpoint)?.path(["play-dtmf"]), &self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
