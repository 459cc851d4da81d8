use std::collections::BTreeMap;

use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, null_as_default,
};
use serde::{Deserialize, Serialize};

use super::{Protocol, Storage, Stream, StreamId};
use crate::{
    Key,
    first::{FirstGen, request},
};

impl Stream {
    /// Reads the stream. Example: [`Stream::update`].
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a stream: `GET /v1/streams/{id}` (spec 4.7).
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Stream);

impl Operation for Info {
    type Output = StreamInfo;
    type Api = FirstGen;
    const NAME: &'static str = "first.stream.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}

/// A stream.
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamInfo {
    /// The id that the service gave it. The one member that no answer lacks.
    #[serde(with = "crate::noun::first_id")]
    pub id: StreamId,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// The key that URLs are signed with.
    #[serde(default, alias = "key")]
    pub stream_key: Key,
    /// How long what is published is kept.
    #[serde(default, rename = "storage_period")]
    pub storage: Storage,
    /// How it is published.
    #[serde(default)]
    pub protocol: Protocol,
    /// Where it is published.
    #[serde(default, deserialize_with = "null_as_default")]
    pub push_url: PushUrl,
    /// Where it is played, by protocol: `HLS`, `RTMP`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub play_url: BTreeMap<String, String>,
    /// Where it is played, by profile and protocol; later servers only.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub live_url: BTreeMap<String, BTreeMap<String, String>>,
    /// The application; later servers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// Whether playing needs a signed URL; later servers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_private: Option<bool>,
    /// A comment; later servers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Where a stream is published.
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum PushUrl {
    /// One URL.
    One(String),
    /// URLs by protocol, `RTMP` and the like; later servers only.
    ByProtocol(Vec<BTreeMap<String, String>>),
}

impl PushUrl {
    /// The RTMP URL.
    ///
    /// ```
    /// use pili_live::first::stream::PushUrl;
    ///
    /// let told = r#"[{"RTMP": "rtmp://pub.example.com/demo/evening?nonce=1&token=…"}]"#;
    /// let url: PushUrl = serde_json::from_str(told)?;
    /// assert!(url.rtmp().is_some_and(|url| url.starts_with("rtmp://pub.example.com/demo/evening?")));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn rtmp(&self) -> Option<&str> {
        match self {
            Self::One(url) => Some(url.as_str()).filter(|url| !url.is_empty()),
            Self::ByProtocol(urls) => urls.iter().find_map(|urls| urls.get("RTMP")).map(String::as_str),
        }
    }
}

impl Default for PushUrl {
    fn default() -> Self {
        Self::One(String::new())
    }
}
