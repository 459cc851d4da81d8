use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use crate::{OpenTok, Session, id::check_ids, request, wire::MuteAll};

impl Session {
    /// Mutes all streams, those published later too, until [`disable_mute`](Self::disable_mute).
    pub fn mute_all(&self) -> MuteSession {
        MuteSession { session: self.clone(), excluded: Vec::new() }
    }
}

/// Mutes all streams of a session: `POST /session/{id}/mute` (spec 10).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct MuteSession {
    session: Session,
    excluded: Vec<String>,
}

impl MuteSession {
    /// Leaves these streams as they are.
    pub fn except<T: Into<String>>(self, streams: impl IntoIterator<Item = T>) -> Self {
        Self { excluded: streams.into_iter().map(Into::into).collect(), ..self }
    }
}

impl Operation for MuteSession {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.session.mute_all";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_ids("excluded streams", &self.excluded)?;
        let body = MuteAll { active: true, excluded_stream_ids: Some(self.excluded.clone()) };
        request::json(Method::POST, self.session.url(endpoint)?.path(["mute"]), &body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
