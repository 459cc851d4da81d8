use pili_core::{
    Endpoint, Error, Idempotency, Operation, Request, Response, Result, auth::names::NameError, decode_object,
};
use serde::{Deserialize, Serialize};

use super::StreamInfo;
use crate::{
    Key, Pili, PublishSecurity,
    noun::{Named, checked, named},
    v1::{Hub, Title},
};

impl Hub {
    /// Creates a stream; without settings the service invents title and key.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::{PublishSecurity, v1::Hub};
    /// let create = Hub::new("shows")
    ///     .create()
    ///     .title("evening")
    ///     .publish_key("key-of-the-stream")
    ///     .publish_security(PublishSecurity::Static);
    /// println!("{:?}", client.send(create).await?);
    /// # Ok(()) }
    /// ```
    pub fn create(&self) -> Create {
        Create { hub: self.clone(), title: None, publish_key: None, publish_security: None }
    }
}

/// Creates a stream: `POST /v1/streams` (spec 4.6).
///
/// A repeat would make a second stream, or fail because of the first, so it is not repeated blindly.
///
/// Example: [`Hub::create`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    hub: Hub,
    title: Option<Named<Title>>,
    publish_key: Option<Key>,
    publish_security: Option<PublishSecurity>,
}

/// Which stream is created; members that are not set are not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each member is documented at its setter in `Create`")]
pub struct CreateBody {
    pub hub: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_key: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_security: Option<PublishSecurity>,
}

impl Create {
    /// The stream's title, its name within the hub; without it the service invents one. Example: [`Hub::create`].
    pub fn title<T: TryInto<Title, Error: Into<NameError>>>(self, title: T) -> Self {
        Self { title: Some(named(title)), ..self }
    }

    /// The key that publish URLs are signed with; without it the service invents one. Example: [`Hub::create`].
    pub fn publish_key(self, key: impl Into<Key>) -> Self {
        Self { publish_key: Some(key.into()), ..self }
    }

    /// What is demanded of publishers; without it `dynamic`. Example: [`Hub::create`].
    pub fn publish_security(self, rule: PublishSecurity) -> Self {
        Self { publish_security: Some(rule), ..self }
    }
}

impl Operation for Create {
    type Output = StreamInfo;
    type Api = Pili;
    const NAME: &'static str = "pili1.stream.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.publish_key.as_ref().is_some_and(|key| key.is_empty()) {
            return Err(Error::invalid(
                "publish key",
                "must not be empty; leave it out to have one invented",
            ));
        }
        let body = CreateBody {
            hub: checked(&self.hub.name)?.to_string(),
            title: self.title.as_ref().map(checked).transpose()?.map(Title::to_string),
            publish_key: self.publish_key.clone(),
            publish_security: self.publish_security.clone(),
        };
        endpoint.url().path(["v1", "streams"]).post_json(&body)
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}
