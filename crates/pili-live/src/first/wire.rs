//! The JSON bodies of the first generation, both ways. Later servers renamed some members; both are known.

use std::collections::BTreeMap;

use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

use crate::wire::Key;

/// A stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StreamInfo {
    /// The id that the service gave it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The key that URLs are signed with.
    #[serde(alias = "key")]
    pub stream_key: Key,
    /// Hours that what is published is kept; 0: not kept, -1: for ever.
    pub storage_period: i64,
    /// How it is published: `RTMP`.
    pub protocol: String,
    /// Where it is published.
    #[serde(deserialize_with = "null_as_default")]
    pub push_url: PushUrl,
    /// Where it is played, by protocol: `HLS`, `RTMP`.
    #[serde(deserialize_with = "null_as_default")]
    pub play_url: BTreeMap<String, String>,
    /// Where it is played, by profile and protocol; later servers only.
    #[serde(deserialize_with = "null_as_default", skip_serializing_if = "BTreeMap::is_empty")]
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

/// One page of streams.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StreamPage {
    /// How many there are in all.
    pub total: u64,
    /// The streams.
    #[serde(deserialize_with = "null_as_default")]
    pub streams: Vec<StreamInfo>,
}

/// The body that creates a stream; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `Create`")]
pub struct CreateBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_key: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_period: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_private: Option<bool>,
}

/// The body that changes a stream; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `Update`")]
pub struct UpdateBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_key: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_private: Option<bool>,
}

/// A line of the status push: a status, or a sign of life.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StatusLine {
    /// The status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<State>,
    /// `ok`, when the line is a sign of life.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ping: Option<String>,
}

/// Whether a stream is live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum State {
    /// It is being published.
    Connected,
    /// It is not.
    Disconnected,
    /// One that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// The kept spans of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SegmentList {
    /// How many there are.
    pub total: u64,
    /// The spans.
    #[serde(deserialize_with = "null_as_default")]
    pub list: Vec<Segment>,
}

/// A kept span, in Unix milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Segment {
    /// Where it begins.
    #[serde(rename = "starttime")]
    pub start: i64,
    /// Where it ends.
    #[serde(rename = "endtime")]
    pub end: i64,
}

/// Where a playback is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PlayUrl {
    /// The URL.
    pub url: String,
}
