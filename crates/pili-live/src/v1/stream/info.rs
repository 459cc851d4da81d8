use std::{collections::BTreeMap, time::SystemTime};

use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, null_as_default,
};
use pili_qiniu::rfc3339;
use serde::{Deserialize, Serialize};

use super::{Disabled, Stream};
use crate::{Key, Pili, PublishSecurity, v1::StreamId};

impl Stream {
    /// Reads the stream: its settings and where it is published and played. Example: [`Stream::update`].
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a stream: `GET /v1/streams/{id}` (spec 4.6).
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Stream);

impl Operation for Info {
    type Output = StreamInfo;
    type Api = Pili;
    const NAME: &'static str = "pili1.stream.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}

/// A stream: its settings and where it is published and played. A list of ids alone has nothing but those.
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamInfo {
    /// `zone.hub.title`. The one member that no answer lacks.
    #[serde(with = "crate::noun::v1_id")]
    pub id: StreamId,
    /// The hub.
    #[serde(default)]
    pub hub: String,
    /// The name within the hub.
    #[serde(default)]
    pub title: String,
    /// The key that publish URLs are signed with.
    #[serde(default)]
    pub publish_key: Key,
    /// What is demanded of publishers: `dynamic` or `static`.
    #[serde(default)]
    pub publish_security: PublishSecurity,
    /// Whether publishing and playing are forbidden.
    #[serde(default)]
    pub disabled: bool,
    /// Until when they are, where the service says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled_till: Option<Disabled>,
    /// Transcoding profiles.
    #[serde(default, deserialize_with = "null_as_default")]
    pub profiles: Vec<String>,
    /// When it came into being.
    #[serde(with = "rfc3339::option", default)]
    pub created_at: Option<SystemTime>,
    /// When its settings last changed.
    #[serde(with = "rfc3339::option", default)]
    pub updated_at: Option<SystemTime>,
    /// Where it is published and played.
    #[serde(default, deserialize_with = "null_as_default")]
    pub hosts: Hosts,
}

/// The hosts of a stream, each by protocol: `rtmp`, `hls`, `hdl`, `http`, `snapshot`.
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Hosts {
    /// Where it is published.
    #[serde(deserialize_with = "null_as_default")]
    pub publish: BTreeMap<String, String>,
    /// Where it is played live.
    #[serde(deserialize_with = "null_as_default")]
    pub live: BTreeMap<String, String>,
    /// Where recordings are played.
    #[serde(deserialize_with = "null_as_default")]
    pub playback: BTreeMap<String, String>,
    /// Where it is played, in older answers.
    #[serde(deserialize_with = "null_as_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub play: BTreeMap<String, String>,
}
