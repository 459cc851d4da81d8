//! The JSON bodies of the 2015 API, both ways.

use std::collections::BTreeMap;

use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

use crate::wire::{Key, PublishSecurity};

/// A stream: its settings and where it is published and played.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct StreamInfo {
    /// `zone.hub.title`.
    pub id: String,
    /// The hub.
    pub hub: String,
    /// The name within the hub.
    pub title: String,
    /// The key that publish URLs are signed with.
    pub publish_key: Key,
    /// What is demanded of publishers: `dynamic` or `static`.
    pub publish_security: PublishSecurity,
    /// Whether publishing and playing are forbidden.
    pub disabled: bool,
    /// 0: not limited; otherwise forbidden until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled_till: Option<i64>,
    /// Transcoding profiles.
    #[serde(deserialize_with = "null_as_default")]
    pub profiles: Vec<String>,
    /// When it came into being, as RFC 3339.
    pub created_at: String,
    /// When its settings last changed, as RFC 3339.
    pub updated_at: String,
    /// Where it is published and played.
    #[serde(deserialize_with = "null_as_default")]
    pub hosts: Hosts,
}

/// The hosts of a stream, each by protocol: `rtmp`, `hls`, `hdl`, `http`, `snapshot`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
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

/// The body that creates a stream; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
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

/// The body that changes a stream; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `Update`")]
pub struct UpdateBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_key: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_security: Option<PublishSecurity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// The body that disables and enables a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct AvailableBody {
    /// `enabled` or `disabled`.
    pub available: String,
    /// Disabled until then; without it for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled_till: Option<i64>,
}

/// One page of streams.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StreamPage {
    /// The streams.
    #[serde(deserialize_with = "null_as_default")]
    pub items: Vec<StreamInfo>,
    /// Where the next page begins.
    #[serde(deserialize_with = "null_as_default")]
    pub marker: String,
    /// Whether this is the last page.
    pub end: bool,
}

/// The status of a stream.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Status {
    /// The publisher's `ip:port`.
    #[serde(alias = "clientIp", alias = "clientIP")]
    pub addr: String,
    /// Since when, as RFC 3339.
    pub start_from: String,
    /// `connected` or `disconnected`.
    pub status: String,
    /// Rate of the publish, bytes per second.
    pub bytes_per_second: f64,
    /// Frame rates of the publish.
    #[serde(deserialize_with = "null_as_default")]
    pub frames_per_second: Fps,
}

impl Status {
    /// Whether the stream is live.
    pub fn is_connected(&self) -> bool {
        self.status == "connected"
    }
}

/// Frames per second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Fps {
    /// Audio frames.
    pub audio: f64,
    /// Video frames.
    pub video: f64,
    /// Data frames, such as metadata.
    pub data: f64,
}

/// The kept spans of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Segments {
    /// Where the answer begins.
    pub start: i64,
    /// Where the answer ends.
    pub end: i64,
    /// Seconds kept in all.
    pub duration: i64,
    /// The spans.
    #[serde(deserialize_with = "null_as_default")]
    pub segments: Vec<Segment>,
}

/// A kept span, in Unix seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Segment {
    /// Where it begins.
    pub start: i64,
    /// Where it ends.
    pub end: i64,
}

/// The body that saves a playback; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `SaveAs`")]
pub struct SaveAsBody {
    pub name: String,
    pub start: i64,
    pub end: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
}

/// The body that saves a snapshot; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `Snapshot`")]
pub struct SnapshotBody {
    pub name: String,
    pub format: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
}

/// What was saved, a playback or a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Saved {
    /// Where a playback can be watched at once.
    #[serde(deserialize_with = "null_as_default")]
    pub url: String,
    /// Where the file will be.
    #[serde(deserialize_with = "null_as_default")]
    pub target_url: String,
    /// The background job.
    #[serde(deserialize_with = "null_as_default")]
    pub persistent_id: String,
}
