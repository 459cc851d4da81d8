use pili_core::{
    Endpoint, Error, Idempotency, Operation, Request, Response, Result, auth::names::NameError, decode_object,
};

use super::{
    Hub, Title,
    wire::{CreateBody, StreamInfo},
};
use crate::{
    Pili,
    noun::{Named, checked, named},
    wire::{Key, PublishSecurity},
};

impl Hub {
    /// Creates a stream; without settings the service invents title and key.
    pub fn create(&self) -> Create {
        Create { hub: self.clone(), title: None, body: CreateBody::default() }
    }
}

/// Creates a stream: `POST /v1/streams` (spec 4.6).
///
/// A repeat would make a second stream, or fail because of the first, so it is not repeated blindly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    hub: Hub,
    title: Option<Named<Title>>,
    body: CreateBody,
}

impl Create {
    /// The stream's title, its name within the hub; without it the service invents one.
    pub fn title<T: TryInto<Title, Error: Into<NameError>>>(self, title: T) -> Self {
        Self { title: Some(named(title)), ..self }
    }

    /// The key that publish URLs are signed with; without it the service invents one.
    pub fn publish_key(mut self, key: impl Into<Key>) -> Self {
        self.body.publish_key = Some(key.into());
        self
    }

    /// What is demanded of publishers; without it `dynamic`.
    pub fn publish_security(mut self, rule: PublishSecurity) -> Self {
        self.body.publish_security = Some(rule);
        self
    }
}

impl Operation for Create {
    type Output = StreamInfo;
    type Api = Pili;
    const NAME: &'static str = "pili.v1.stream.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let hub = checked(&self.hub.name)?.to_string();
        let title = self.title.as_ref().map(checked).transpose()?.map(Title::to_string);
        if self.body.publish_key.as_ref().is_some_and(|key| key.is_empty()) {
            return Err(Error::invalid(
                "publish key",
                "must not be empty; leave it out to have one invented",
            ));
        }
        let body = CreateBody { hub, title, ..self.body.clone() };
        endpoint.url().path(["v1", "streams"]).post_json(&body)
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}
