use std::time::Duration;

use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_json};

use crate::{
    OpenTok, Resolution, Session,
    id::check_filled,
    limits::{check_duration, check_resolution, check_url, seconds},
    request,
    wire::{RenderInfo, RenderProperties, RenderStart, Token},
};

impl Session {
    /// Renders a web page into the session: an Experience Composer. The token must be a publisher's.
    pub fn start_render(&self, token: impl Into<Token>, url: impl Into<String>) -> StartRender {
        let body = RenderStart { token: token.into(), url: url.into(), ..RenderStart::default() };
        StartRender { session: self.clone(), body }
    }
}

/// Starts an Experience Composer: `POST /render` (spec 13.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct StartRender {
    session: Session,
    body: RenderStart,
}

impl StartRender {
    /// When it ends by itself, 60 to 36 000 whole seconds.
    pub fn max_duration(mut self, duration: Duration) -> Self {
        self.body.max_duration = Some(seconds(duration));
        self
    }

    /// The size of the page; without it 1280x720.
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.body.resolution = Some(resolution);
        self
    }

    /// The name of the stream, 1 to 200 characters.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.body.properties = Some(RenderProperties { name: Some(name.into()) });
        self
    }

    /// The URL that is called when its status changes.
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

impl Operation for StartRender {
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
        decode_json(response)
    }
}
