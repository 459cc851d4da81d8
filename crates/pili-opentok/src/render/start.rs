use std::time::Duration;

use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use super::RenderInfo;
use crate::{
    OpenTok, Resolution, Session, Token,
    id::check_filled,
    limits::{check_duration, check_resolution, check_url},
    read::seconds,
    request,
};

impl Session {
    /// Renders a web page into the session: an Experience Composer. The token must be a publisher's.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client, token: String) -> pili_opentok::core::Result<()> {
    /// use std::time::Duration;
    /// use pili_opentok::{Project, Resolution};
    ///
    /// let project = Project::new("45678123");
    /// let start = project
    ///     .session("session-id")
    ///     .start_render(token, "https://example.com/board")
    ///     .name("the board")
    ///     .resolution(Resolution::Hd)
    ///     .max_duration(Duration::from_secs(1800))
    ///     .status_callback_url("https://hooks.example.com/renders");
    /// let render = project.render(client.send(start).await?.id);
    /// println!("{:?}", client.send(render.info()).await?.status);
    /// client.send(render.stop()).await?;
    /// println!("{:?}", client.send(project.renders()).await?);
    /// # Ok(()) }
    /// ```
    pub fn start_render(&self, token: impl Into<Token>, url: impl Into<String>) -> Start {
        let body = RenderStart { token: token.into(), url: url.into(), ..RenderStart::default() };
        Start { session: self.clone(), body }
    }
}

/// Starts an Experience Composer: `POST /render` (spec 13.1).
///
/// Example: [`Session::start_render`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start {
    session: Session,
    body: RenderStart,
}

impl Start {
    /// When it ends by itself, 60 to 36 000 whole seconds. Example: [`Session::start_render`].
    pub fn max_duration(mut self, duration: Duration) -> Self {
        self.body.max_duration = Some(duration);
        self
    }

    /// The size of the page; without it 1280x720. Example: [`Session::start_render`].
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.body.resolution = Some(resolution);
        self
    }

    /// The name of the stream, 1 to 200 characters. Example: [`Session::start_render`].
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.body.properties = Some(RenderProperties { name: Some(name.into()) });
        self
    }

    /// The URL that is called when its status changes. Example: [`Session::start_render`].
    pub fn status_callback_url(mut self, url: impl Into<String>) -> Self {
        self.body.status_callback_url = Some(url.into());
        self
    }

    fn check(&self) -> Result<()> {
        check_filled("token", self.body.token.as_str())?;
        check_url("url", Some(&self.body.url))?;
        check_url("status callback url", self.body.status_callback_url.as_ref())?;
        check_duration(self.body.max_duration, 60..=36_000)?;
        check_resolution(self.body.resolution.as_ref())?;
        let name = self.body.properties.as_ref().and_then(|properties| properties.name.as_ref());
        match name.map(|name| name.chars().count()) {
            Some(length) if !(1..=200).contains(&length) => {
                Err(Error::invalid("name", "must be 1 to 200 characters"))
            }
            _ => Ok(()),
        }
    }
}

impl Operation for Start {
    type Output = RenderInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.render.start";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.check()?;
        let body = RenderStart { session_id: self.session.id()?.to_owned(), ..self.body.clone() };
        request::json(Method::POST, self.session.project.url(endpoint)?.path(["render"]), &body)
    }

    fn decode(&self, response: &Response) -> Result<RenderInfo> {
        decode_object(response)
    }
}

/// The body that starts an Experience Composer; members that are not set are not sent.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RenderStart {
    pub session_id: String,
    pub token: Token,
    pub url: String,
    #[serde(with = "seconds::option", skip_serializing_if = "Option::is_none")]
    pub max_duration: Option<Duration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<RenderProperties>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_callback_url: Option<String>,
}

/// Properties of the stream that an Experience Composer publishes.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RenderProperties {
    /// The stream's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
