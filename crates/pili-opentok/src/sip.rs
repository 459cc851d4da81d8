//! Calls to the telephone network and other SIP services (spec 11.1).

use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use crate::{
    OpenTok, Session,
    id::{check_filled, check_ids},
    request,
    wire::{Dial as Body, Sip, SipAuth, SipCall, Token},
};

impl Session {
    /// Calls `uri` (`sip:user@host`, with `;transport=tls` if need be) into the session. The far end joins
    /// with the token.
    pub fn dial(&self, token: impl Into<Token>, uri: impl Into<String>) -> Dial {
        let (token, sip) = (token.into(), Sip { uri: uri.into(), ..Sip::default() });
        Dial { session: self.clone(), token, sip }
    }
}

/// Dials: `POST /dial`. Disconnect the answer's connection to hang up.
///
/// Fails with [`Category::Conflict`](crate::Category::Conflict) unless the session is routed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Dial {
    session: Session,
    token: Token,
    sip: Sip,
}

impl Dial {
    /// Who calls, `number-or-name@host`.
    pub fn from(mut self, from: impl Into<String>) -> Self {
        self.sip.from = Some(from.into());
        self
    }

    /// Adds a header to the call's INVITE. Older documents want names that begin with `X-`.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.sip.headers.get_or_insert_default().insert(name.into(), value.into());
        self
    }

    /// The user and password that the far end asks for.
    pub fn auth(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.sip.auth = Some(SipAuth { username: username.into(), password: password.into() });
        self
    }

    /// Whether media is encrypted; without it it is not.
    pub fn secure(mut self, secure: bool) -> Self {
        self.sip.secure = Some(secure);
        self
    }

    /// Whether video is sent; without it audio only. The project must be allowed to.
    pub fn video(mut self, video: bool) -> Self {
        self.sip.video = Some(video);
        self
    }

    /// Whether the far end is muted when the session is; without it it is not.
    pub fn observe_force_mute(mut self, observe: bool) -> Self {
        self.sip.observe_force_mute = Some(observe);
        self
    }

    /// Sends only these streams to the far end; without it all.
    pub fn streams<T: Into<String>>(mut self, ids: impl IntoIterator<Item = T>) -> Self {
        self.sip.streams = Some(ids.into_iter().map(Into::into).collect());
        self
    }
}

impl Operation for Dial {
    type Output = SipCall;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.sip.dial";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_filled("token", self.token.as_str())?;
        check_filled("SIP URI", &self.sip.uri)?;
        check_ids("streams", self.sip.streams.as_deref().unwrap_or_default())?;
        let session_id = self.session.id()?.to_owned();
        let body = Body { session_id, token: self.token.clone(), sip: self.sip.clone() };
        request::json(Method::POST, self.session.project.url(endpoint)?.path(["dial"]), &body)
    }

    fn decode(&self, response: &Response) -> Result<SipCall> {
        decode_json(response)
    }
}
