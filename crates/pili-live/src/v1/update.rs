use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{
    Stream,
    wire::{StreamInfo, UpdateBody},
};
use crate::{
    Pili,
    wire::{Key, PublishSecurity},
};

impl Stream {
    /// Changes settings; what is not set stays.
    pub fn update(&self) -> Update {
        Update { stream: self.clone(), body: UpdateBody::default() }
    }
}

/// Changes the settings of a stream: `POST /v1/streams/{id}` (spec 4.6).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Update {
    stream: Stream,
    body: UpdateBody,
}

impl Update {
    /// The key that publish URLs are signed with.
    pub fn publish_key(mut self, key: impl Into<Key>) -> Self {
        self.body.publish_key = Some(key.into());
        self
    }

    /// What is demanded of publishers.
    pub fn publish_security(mut self, rule: PublishSecurity) -> Self {
        self.body.publish_security = Some(rule);
        self
    }

    /// Whether publishing and playing are forbidden.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.body.disabled = Some(disabled);
        self
    }
}

impl Operation for Update {
    type Output = StreamInfo;
    type Api = Pili;
    const NAME: &'static str = "pili.v1.stream.update";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body == UpdateBody::default() {
            return Err(Error::invalid("update", "must set at least one member"));
        }
        if self.body.publish_key.as_ref().is_some_and(|key| key.is_empty()) {
            return Err(Error::invalid("publish key", "must not be empty"));
        }
        self.stream.url(endpoint)?.post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}
