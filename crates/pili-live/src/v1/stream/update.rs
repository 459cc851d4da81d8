use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use super::{Stream, StreamInfo};
use crate::{Key, Pili, PublishSecurity};

impl Stream {
    /// Changes settings; what is not set stays.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client, midnight: std::time::SystemTime) -> pili_live::core::Result<()> {
    /// use pili_live::{PublishSecurity, v1::Stream};
    /// let stream = Stream::new("z1.shows.evening");
    /// let update = stream.update().publish_key("next-key").publish_security(PublishSecurity::Static).disabled(false);
    /// client.send(update).await?;
    /// println!("{:?}", client.send(stream.info()).await?);
    /// if client.send(stream.status()).await?.is_connected() {
    ///     println!("live");
    /// }
    /// client.send(stream.disable()).await?;
    /// client.send(stream.disable_until(midnight)).await?;
    /// client.send(stream.enable()).await?;
    /// client.send(stream.delete()).await?;
    /// # Ok(()) }
    /// ```
    pub fn update(&self) -> Update {
        Update { stream: self.clone(), body: UpdateBody::default() }
    }
}

/// Changes the settings of a stream: `POST /v1/streams/{id}` (spec 4.6).
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Update {
    stream: Stream,
    body: UpdateBody,
}

/// What is changed; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each member is documented at its setter in `Update`")]
pub struct UpdateBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_key: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_security: Option<PublishSecurity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

impl Update {
    /// The key that publish URLs are signed with. Example: [`Stream::update`].
    pub fn publish_key(mut self, key: impl Into<Key>) -> Self {
        self.body.publish_key = Some(key.into());
        self
    }

    /// What is demanded of publishers. Example: [`Stream::update`].
    pub fn publish_security(mut self, rule: PublishSecurity) -> Self {
        self.body.publish_security = Some(rule);
        self
    }

    /// Whether publishing and playing are forbidden. Example: [`Stream::update`].
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.body.disabled = Some(disabled);
        self
    }
}

impl Operation for Update {
    type Output = StreamInfo;
    type Api = Pili;
    const NAME: &'static str = "pili1.stream.update";
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
