use std::time::Duration;

use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use crate::{
    OpenTok, Session,
    id::check_filled,
    limits::{check_duration, check_url, seconds},
    request,
    wire::{CaptionsInfo, CaptionsStart, Token},
};

impl Session {
    /// Captions what is said in the session. The token must be a moderator's.
    pub fn start_captions(&self, token: impl Into<Token>) -> StartCaptions {
        let body = CaptionsStart { token: token.into(), ..CaptionsStart::default() };
        StartCaptions { session: self.clone(), body }
    }
}

/// Starts captions: `POST /captions` (spec 13.2). Fails with [`Category::Conflict`](crate::Category::Conflict)
/// when there are some already.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct StartCaptions {
    session: Session,
    body: CaptionsStart,
}

impl StartCaptions {
    /// The language spoken (BCP 47); without it `en-US`.
    pub fn language_code(mut self, code: impl Into<String>) -> Self {
        self.body.language_code = Some(code.into());
        self
    }

    /// When they end by themselves, in whole seconds: at most 4 hours, which is the default.
    pub fn max_duration(mut self, duration: Duration) -> Self {
        self.body.max_duration = Some(seconds(duration));
        self
    }

    /// Whether captions come while a sentence is spoken; without it they do.
    pub fn partial_captions(mut self, partial: bool) -> Self {
        self.body.partial_captions = Some(partial);
        self
    }

    /// The URL that is called when their status changes, 15 to 2048 characters.
    pub fn status_callback_url(mut self, url: impl Into<String>) -> Self {
        self.body.status_callback_url = Some(url.into());
        self
    }
}

impl Operation for StartCaptions {
    type Output = CaptionsInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.captions.start";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_filled("token", self.body.token.as_str())?;
        check_duration(self.body.max_duration, 1..=14_400)?;
        check_url("status callback url", self.body.status_callback_url.as_ref())?;
        let body = CaptionsStart { session_id: self.session.id()?.to_owned(), ..self.body.clone() };
        request::json(Method::POST, self.session.project.url(endpoint)?.path(["captions"]), &body)
    }

    fn decode(&self, response: &Response) -> Result<CaptionsInfo> {
        decode_json(response)
    }
}
