use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};

use crate::Rtc;
use crate::api::{
    App,
    wire::{AppBody, AppInfo, MergePublishRtmp},
};

impl App {
    /// Changes settings; what is not set stays. Rooms that are open keep the old ones.
    pub fn update(&self) -> Update {
        Update { app: self.clone(), body: AppBody::default() }
    }
}

/// Changes the settings of an app: `POST /v3/apps/{app}` (spec 4.9; vendor page rtn 4538).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Update {
    app: App,
    body: AppBody,
}

impl Update {
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

    /// How the streams of a room are merged and published.
    pub fn merge_publish_rtmp(mut self, settings: MergePublishRtmp) -> Self {
        self.body.merge_publish_rtmp = Some(settings);
        self
    }
}

impl Operation for Update {
    type Output = AppInfo;
    type Api = Rtc;
    const NAME: &'static str = "rtc.app.update";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body == AppBody::default() {
            return Err(Error::invalid("update", "must set at least one member"));
        }
        self.app.url(endpoint)?.post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<AppInfo> {
        decode_object(response)
    }
}
