use std::time::Duration;

use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use crate::{
    OpenTok, Session, Token,
    id::check_filled,
    limits::{check_duration, check_url},
    read::seconds,
    request,
};

impl Session {
    /// Captions what is said in the session. The token must be a moderator's.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client, token: String) -> pili_opentok::core::Result<()> {
    /// use std::time::Duration;
    /// use pili_opentok::Project;
    ///
    /// let project = Project::new("45678123");
    /// let start = project
    ///     .session("session-id")
    ///     .start_captions(token)
    ///     .language_code("en-US")
    ///     .max_duration(Duration::from_secs(1800))
    ///     .partial_captions(true)
    ///     .status_callback_url("https://hooks.example.com/captions");
    /// let captions = client.send(start).await?;
    /// client.send(project.captions(captions.captions_id).stop()).await?;
    /// # Ok(()) }
    /// ```
    pub fn start_captions(&self, token: impl Into<Token>) -> Start {
        let body = CaptionsStart { token: token.into(), ..CaptionsStart::default() };
        Start { session: self.clone(), body }
    }
}

/// Starts captions: `POST /captions` (spec 13.2). Fails with [`Reason::Conflict`](pili_core::Reason::Conflict)
/// when there are some already.
///
/// Example: [`Session::start_captions`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start {
    session: Session,
    body: CaptionsStart,
}

impl Start {
    /// The language spoken (BCP 47); without it `en-US`. Example: [`Session::start_captions`].
    pub fn language_code(mut self, code: impl Into<String>) -> Self {
        self.body.language_code = Some(code.into());
        self
    }

    /// When they end by themselves, in whole seconds: at most 4 hours, which is the default.
    /// Example: [`Session::start_captions`].
    pub fn max_duration(mut self, duration: Duration) -> Self {
        self.body.max_duration = Some(duration);
        self
    }

    /// Whether captions come while a sentence is spoken; without it they do. Example: [`Session::start_captions`].
    pub fn partial_captions(mut self, partial: bool) -> Self {
        self.body.partial_captions = Some(partial);
        self
    }

    /// The URL that is called when their status changes, 15 to 2048 characters. Example: [`Session::start_captions`].
    pub fn status_callback_url(mut self, url: impl Into<String>) -> Self {
        self.body.status_callback_url = Some(url.into());
        self
    }
}

impl Operation for Start {
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
        decode_object(response)
    }
}

/// Live captions that were started (spec 13.2).
///
/// Example: [`Session::start_captions`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct CaptionsInfo {
    /// Their id.
    pub captions_id: String,
}

/// The body that starts captions; members that are not set are not sent.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CaptionsStart {
    pub session_id: String,
    pub token: Token,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_code: Option<String>,
    #[serde(with = "seconds::option", skip_serializing_if = "Option::is_none")]
    pub max_duration: Option<Duration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial_captions: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_callback_url: Option<String>,
}
