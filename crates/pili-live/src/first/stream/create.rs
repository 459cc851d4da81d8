use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use super::{Protocol, Storage, StreamInfo};
use crate::{
    Key,
    first::{FirstGen, Streams},
    saving::named,
};

impl Streams {
    /// Creates a stream. The first text of the API demands a name; the later one knows none, but a comment.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::first::Client) -> pili_live::core::Result<()> {
    /// use pili_live::first::{Streams, stream::{Protocol, Storage}};
    ///
    /// let create = Streams::default()
    ///     .create()
    ///     .name("evening")
    ///     .stream_key("key-of-the-stream")
    ///     .storage(Storage::Hours(24))
    ///     .protocol(Protocol::Rtmp)
    ///     .comment("the evening show")
    ///     .private(true);
    /// println!("{:?}", client.send(create).await?);
    /// # Ok(()) }
    /// ```
    pub fn create(&self) -> Create {
        Create { streams: self.clone(), body: CreateBody::default() }
    }
}

/// Creates a stream: `POST /v1/streams` (spec 4.7). A repeat would make a second stream, so it is not repeated
/// blindly.
///
/// Example: [`Streams::create`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    streams: Streams,
    body: CreateBody,
}

/// Which stream is created; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each member is documented at its setter in `Create`")]
pub struct CreateBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_key: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_period: Option<Storage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Protocol>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_private: Option<bool>,
}

impl Create {
    /// The stream's name. Example: [`Streams::create`].
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.body.name = Some(name.into());
        self
    }

    /// The key that URLs are signed with; without it the service invents one. Example: [`Streams::create`].
    pub fn stream_key(mut self, key: impl Into<Key>) -> Self {
        self.body.stream_key = Some(key.into());
        self
    }

    /// The same, by the name that later servers know.
    ///
    /// ```
    /// use pili_live::{core::Operation as _, first::{self, Streams}};
    /// let create = Streams::default().create().name("evening").key("key-of-the-stream");
    /// assert!(!create.encode(&first::ENDPOINT)?.body().is_empty());
    /// # Ok::<(), pili_live::core::Error>(())
    /// ```
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.body.key = Some(key.into());
        self
    }

    /// How long what is published is kept; without it not at all. Example: [`Streams::create`].
    pub fn storage(mut self, storage: Storage) -> Self {
        self.body.storage_period = Some(storage);
        self
    }

    /// How it is published: over RTMP, the default. Example: [`Streams::create`].
    pub fn protocol(mut self, protocol: Protocol) -> Self {
        self.body.protocol = Some(protocol);
        self
    }

    /// A comment; later servers only. Example: [`Streams::create`].
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.body.comment = Some(comment.into());
        self
    }

    /// Whether playing needs a signed URL; later servers only. Example: [`Streams::create`].
    pub fn private(mut self, private: bool) -> Self {
        self.body.is_private = Some(private);
        self
    }
}

impl Operation for Create {
    type Output = StreamInfo;
    type Api = FirstGen;
    const NAME: &'static str = "first.stream.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        named("name", self.body.name.as_ref())?;
        if [&self.body.stream_key, &self.body.key].into_iter().flatten().any(|key| key.is_empty()) {
            return Err(Error::invalid("stream key", "must not be empty; leave it out to have one invented"));
        }
        if self.body.storage_period == Some(Storage::Hours(0)) {
            return Err(Error::invalid("storage", "must be at least one hour"));
        }
        self.streams.url(endpoint).post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}
