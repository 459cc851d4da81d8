use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::mute_all::Mute;
use crate::{OpenTok, Session, answer, noun::Noun as _, request};

impl Session {
    /// Lifts [`mute_all`](Self::mute_all): streams published from now on are not muted.
    pub fn disable_mute(&self) -> DisableMute {
        DisableMute(self.clone())
    }
}

/// Lifts the mute of a session: `POST /session/{id}/mute` (spec 10). Streams that are muted stay so until their
/// publishers unmute them.
///
/// Example: [`Session::mute_all`](crate::session::Session::mute_all).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct DisableMute(Session);

impl Operation for DisableMute {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.session.disable_mute";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = Mute { active: false, excluded_stream_ids: None };
        request::json(Method::POST, self.0.url(endpoint)?.path(["mute"]), &body)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
