use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use super::{Protocol, Stream, StreamInfo};
use crate::{Key, first::FirstGen, saving::named};

impl Stream {
    /// Changes settings. The first text of the API demands a name; the later one knows none, but a comment.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::first::Client) -> pili_live::core::Result<()> {
    /// use pili_live::first::{Streams, stream::Protocol};
    ///
    /// let stream = Streams::default().stream("54068a9063b906000d000001");
    /// let update = stream
    ///     .update()
    ///     .name("evening")
    ///     .stream_key("next-key")
    ///     .protocol(Protocol::Rtmp)
    ///     .comment("the evening show")
    ///     .private(false);
    /// client.send(update).await?;
    /// let info = client.send(stream.info()).await?;
    /// println!("{info:?}");
    /// client.send(stream.delete()).await?;
    /// # Ok(()) }
    /// ```
    pub fn update(&self) -> Update {
        Update { stream: self.clone(), body: UpdateBody::default() }
    }
}

/// Changes a stream: `POST /v1/streams/{id}` (spec 4.7).
///
/// Without a key of yours every call may make another one, so such a call is not repeated blindly.
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
#[allow(missing_docs, reason = "each member is documented at its setter in `Update`")]
pub struct UpdateBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_key: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Protocol>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_private: Option<bool>,
}

impl Update {
    /// The stream's name. Example: [`Stream::update`].
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.body.name = Some(name.into());
        self
    }

    /// The key that URLs are signed with. Example: [`Stream::update`].
    pub fn stream_key(mut self, key: impl Into<Key>) -> Self {
        self.body.stream_key = Some(key.into());
        self
    }

    /// The same, by the name that later servers know.
    ///
    /// ```
    /// use pili_live::{core::Operation as _, first::{self, Streams}};
    /// let update = Streams::default().stream("54068a9063b906000d000001").update().key("next-key");
    /// assert!(!update.encode(&first::ENDPOINT)?.body().is_empty());
    /// # Ok::<(), pili_live::core::Error>(())
    /// ```
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.body.key = Some(key.into());
        self
    }

    /// How it is published. Example: [`Stream::update`].
    pub fn protocol(mut self, protocol: Protocol) -> Self {
        self.body.protocol = Some(protocol);
        self
    }

    /// A comment; later servers only. Example: [`Stream::update`].
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.body.comment = Some(comment.into());
        self
    }

    /// Whether playing needs a signed URL; later servers only. Example: [`Stream::update`].
    pub fn private(mut self, private: bool) -> Self {
        self.body.is_private = Some(private);
        self
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        [&self.body.stream_key, &self.body.key].into_iter().flatten()
    }
}

impl Operation for Update {
    type Output = StreamInfo;
    type Api = FirstGen;
    const NAME: &'static str = "first.stream.update";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn idempotency(&self) -> Idempotency {
        if self.keys().next().is_some() { Idempotency::Idempotent } else { Idempotency::NonIdempotent }
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body == UpdateBody::default() {
            return Err(Error::invalid("update", "must set at least one member"));
        }
        named("name", self.body.name.as_ref())?;
        if self.keys().any(|key| key.is_empty()) {
            return Err(Error::invalid("stream key", "must not be empty; leave it out to have one invented"));
        }
        self.stream.url(endpoint)?.post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}
