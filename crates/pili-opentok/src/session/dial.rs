use std::{collections::BTreeMap, fmt, time::SystemTime};

use http::Method;
use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, time::unix_millis,
};
use serde::{Deserialize, Serialize};

use crate::{
    OpenTok, Session, Token,
    id::{check_filled, check_ids},
    read::project,
    request,
};

impl Session {
    /// Calls `uri` (`sip:user@host`, with `;transport=tls` if need be) into the session. The far end joins
    /// with the token.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client, token: String) -> pili_opentok::core::Result<()> {
    /// use pili_opentok::Project;
    ///
    /// let dial = Project::new("45678123")
    ///     .session("session-id")
    ///     .dial(token, "sip:door@sip.example.com;transport=tls")
    ///     .from("from@example.com")
    ///     .header("x-show", "evening")
    ///     .auth("user", "password")
    ///     .secure(true)
    ///     .video(false)
    ///     .observe_force_mute(true)
    ///     .streams(["stream-1"]);
    /// println!("{:?}", client.send(dial).await?);
    /// # Ok(()) }
    /// ```
    pub fn dial(&self, token: impl Into<Token>, uri: impl Into<String>) -> Dial {
        let (token, sip) = (token.into(), Sip { uri: uri.into(), ..Sip::default() });
        Dial { session: self.clone(), token, sip }
    }
}

/// Calls by SIP: `POST /dial` (spec 11.1). Disconnect the answer's connection to hang up.
///
/// Fails with [`Reason::Conflict`](pili_core::Reason::Conflict) unless the session is routed.
///
/// Example: [`Session::dial`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Dial {
    session: Session,
    token: Token,
    sip: Sip,
}

impl Dial {
    /// Who calls, `number-or-name@host`. Example: [`Session::dial`].
    pub fn from(mut self, from: impl Into<String>) -> Self {
        self.sip.from = Some(from.into());
        self
    }

    /// Adds a header to the call's INVITE. Older documents want names that begin with `X-`. Example: [`Session::dial`].
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.sip.headers.get_or_insert_default().insert(name.into(), value.into());
        self
    }

    /// The user and password that the far end asks for. Example: [`Session::dial`].
    pub fn auth(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.sip.auth = Some(SipAuth { username: username.into(), password: password.into() });
        self
    }

    /// Whether media is encrypted; without it it is not. Example: [`Session::dial`].
    pub fn secure(mut self, secure: bool) -> Self {
        self.sip.secure = Some(secure);
        self
    }

    /// Whether video is sent; without it audio only. The project must be allowed to. Example: [`Session::dial`].
    pub fn video(mut self, video: bool) -> Self {
        self.sip.video = Some(video);
        self
    }

    /// Whether the far end is muted when the session is; without it it is not. Example: [`Session::dial`].
    pub fn observe_force_mute(mut self, observe: bool) -> Self {
        self.sip.observe_force_mute = Some(observe);
        self
    }

    /// Sends only these streams to the far end; without it all. Example: [`Session::dial`].
    pub fn streams<T: Into<String>>(mut self, ids: impl IntoIterator<Item = T>) -> Self {
        self.sip.streams = Some(ids.into_iter().map(Into::into).collect());
        self
    }
}

impl Operation for Dial {
    type Output = SipCall;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.session.dial";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_filled("token", self.token.as_str())?;
        check_filled("SIP URI", &self.sip.uri)?;
        check_ids("streams", self.sip.streams.as_deref().unwrap_or_default())?;
        let session_id = self.session.id()?.to_owned();
        let body = DialBody { session_id, token: self.token.clone(), sip: self.sip.clone() };
        request::json(Method::POST, self.session.project.url(endpoint)?.path(["dial"]), &body)
    }

    fn decode(&self, response: &Response) -> Result<SipCall> {
        decode_object(response)
    }
}

/// A SIP call that was dialled (spec 14.4).
///
/// Example: [`Session::dial`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct SipCall {
    /// Its id.
    pub id: String,
    /// The connection that stands for the far end; disconnecting it hangs up.
    pub connection_id: String,
    /// The stream that the far end publishes.
    pub stream_id: String,
    /// The session it was dialled into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    /// The project's API key or the application's ID.
    #[serde(flatten, with = "project")]
    pub project_id: Option<String>,
    /// When it was dialled.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<SystemTime>,
    /// When it last changed.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<SystemTime>,
}

/// The body that dials; members that are not set are not sent.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DialBody {
    pub session_id: String,
    pub token: Token,
    pub sip: Sip,
}

/// Whom to call, and how.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Sip {
    pub uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth: Option<SipAuth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secure: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observe_force_mute: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub streams: Option<Vec<String>>,
}

/// What the far end asks for before it takes a call. `Debug` does not show the password.
#[doc(hidden)]
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SipAuth {
    pub username: String,
    pub password: String,
}

impl fmt::Debug for SipAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SipAuth").field("username", &self.username).finish_non_exhaustive()
    }
}
