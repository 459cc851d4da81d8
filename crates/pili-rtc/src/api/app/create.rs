use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use crate::Rtc;
use crate::api::{
    App,
    wire::{AppBody, AppInfo},
};

impl App {
    /// Creates an app.
    pub fn create() -> Create {
        Create { body: AppBody::default() }
    }
}

/// Creates an app: `POST /v3/apps` (spec 4.9; vendor page rtn 4538).
///
/// Fails with [`Code::HubMismatch`](crate::Code::HubMismatch) for a hub of another account. A repeat would make
/// a second app, so it is not repeated blindly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    body: AppBody,
}

impl Create {
    /// The hub that merged streams are published to.
    pub fn hub(mut self, hub: impl Into<String>) -> Self {
        self.body.hub = Some(hub.into());
        self
    }

    /// The app's title; need not be unique.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.body.title = Some(title.into());
        self
    }

    /// The most users in a room.
    pub fn max_users(mut self, users: u32) -> Self {
        self.body.max_users = Some(users);
        self
    }

    /// Whether entries of a user leave each other alone; otherwise a newer one ends the older.
    pub fn no_auto_kick_user(mut self, stay: bool) -> Self {
        self.body.no_auto_kick_user = Some(stay);
        self
    }
}

impl Operation for Create {
    type Output = AppInfo;
    type Api = Rtc;
    const NAME: &'static str = "rtc.app.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        endpoint.url().path(["v3", "apps"]).post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<AppInfo> {
        decode_object(response)
    }
}
