use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use super::{CallbackEvent, CallbackGroup, CallbackInfo};
use crate::{OpenTok, Project, id::check_filled, request};

impl Project {
    /// Registers a URL to be called on the events of a group.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// use pili_opentok::{Project, callback::{CallbackEvent, CallbackGroup}};
    ///
    /// let project = Project::new("45678123");
    /// let register = project.register_callback(CallbackGroup::Archive, CallbackEvent::Status, "https://hooks.example.com");
    /// println!("{:?}", client.send(register).await?);
    /// for callback in client.send(project.callbacks()).await? {
    ///     client.send(project.callback(callback.id).unregister()).await?;
    /// }
    /// # Ok(()) }
    /// ```
    pub fn register_callback(
        &self,
        group: CallbackGroup,
        event: CallbackEvent,
        url: impl Into<String>,
    ) -> Register {
        let body = CallbackRegister { group, event, url: url.into() };
        Register { project: self.clone(), body }
    }
}

/// Registers a callback: `POST /callback` (spec 13.4).
///
/// Example: [`Project::register_callback`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Register {
    project: Project,
    body: CallbackRegister,
}

impl Operation for Register {
    type Output = CallbackInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.callback.register";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_filled("group", self.body.group.as_str())?;
        check_filled("event", self.body.event.as_str())?;
        check_filled("url", &self.body.url)?;
        request::json(Method::POST, self.project.url(endpoint)?.path(["callback"]), &self.body)
    }

    fn decode(&self, response: &Response) -> Result<CallbackInfo> {
        decode_object(response)
    }
}

/// The body that registers a callback.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackRegister {
    pub group: CallbackGroup,
    pub event: CallbackEvent,
    pub url: String,
}
