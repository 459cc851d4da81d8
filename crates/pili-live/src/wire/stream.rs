use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

use super::{Key, PublishSecurity};
use crate::stream::{Format, Picture};

/// A stream's settings. Older answers hold only some of the members; missing ones have their default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct StreamInfo {
    /// When it came into being.
    pub created_at: i64,
    /// When its settings last changed.
    pub updated_at: i64,
    /// When it is removed unless it is published again.
    pub expire_at: i64,
    /// 0: enabled; -1: disabled for ever; otherwise disabled until then.
    pub disabled_till: i64,
    /// Transcoding profiles.
    #[serde(deserialize_with = "null_as_default")]
    pub converts: Vec<String>,
    /// Whether a watermark is put in.
    pub watermark: bool,
    /// The publish rule of this stream; empty inherits the hub's.
    pub publish_security: PublishSecurity,
    /// The publish key of this stream.
    pub publish_key: Key,
    /// Whether pictures are checked for content.
    pub nrop_enable: bool,
}

/// One page of stream keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StreamPage {
    /// The keys.
    #[serde(deserialize_with = "null_as_default")]
    pub items: Vec<StreamItem>,
    /// Where the next page begins; empty at the end.
    pub marker: String,
}

/// An entry of a [`StreamPage`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StreamItem {
    /// The stream key.
    pub key: String,
}

/// The status of a stream that is live.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LiveStatus {
    /// Since when. The one member that no answer lacks.
    pub start_at: i64,
    /// The publisher's `ip:port`.
    #[serde(rename = "clientIP", default)]
    pub client_ip: String,
    /// The edge's address.
    #[serde(rename = "serverIP", skip_serializing_if = "Option::is_none")]
    pub server_ip: Option<String>,
    /// Bit rate of the publish.
    #[serde(default)]
    pub bps: i64,
    /// Frame rates of the publish.
    #[serde(default)]
    pub fps: Fps,
    /// Longest distance of key frames in the last 30 s, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_gop: Option<i64>,
    /// Average distance of key frames in the last 30 s, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avg_gop: Option<i64>,
    /// Bit rate of the video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_bit_rate: Option<i64>,
    /// Bit rate of the audio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_bit_rate: Option<i64>,
    /// Viewers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub play_count: Option<i64>,
    /// Bit rate to all viewers together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bandwidth: Option<i64>,
    /// Where the publisher is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The publisher's network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isp: Option<String>,
}

impl LiveStatus {
    /// A start of 0 is how some services say "not live".
    pub(crate) fn if_live(self) -> Option<Self> {
        (self.start_at != 0).then_some(self)
    }
}

/// Frames per second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Fps {
    /// Audio frames.
    pub audio: i64,
    /// Video frames.
    pub video: i64,
    /// Data frames, such as metadata.
    pub data: i64,
}

/// The status of one stream among several.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct LiveEntry {
    /// The stream key.
    pub key: String,
    /// Its status.
    #[serde(flatten)]
    pub status: LiveStatus,
}

/// The body that disables and enables a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Disabled {
    /// 0: enabled; -1: disabled for ever; otherwise disabled until then.
    pub disabled_till: i64,
    /// Seconds to disable for; counts only when `disabled_till` is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_period_second: Option<u64>,
}

/// One publish of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Activity {
    /// When it began.
    pub start: i64,
    /// When it ended.
    pub end: i64,
    /// The publisher's address.
    #[serde(rename = "clientIP", skip_serializing_if = "Option::is_none")]
    pub client_ip: Option<String>,
    /// The edge's address.
    #[serde(rename = "serverIP", skip_serializing_if = "Option::is_none")]
    pub server_ip: Option<String>,
}

/// The body that saves a playback; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `SaveAs`")]
pub struct SaveAsBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_days: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persistent_delete_after_days: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_ts_type: Option<u8>,
}

/// The body that saves a snapshot; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `Snapshot`")]
pub struct SnapshotBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Picture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_after_days: Option<i32>,
}

/// What was saved, a playback or a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Saved {
    /// The file's name in the hub's storage bucket.
    pub fname: String,
    /// The background job, when the file is not ready yet.
    #[serde(rename = "persistentID", skip_serializing_if = "Option::is_none")]
    pub persistent_id: Option<String>,
    /// Where the saved span begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<i64>,
    /// Where the saved span ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<i64>,
}

/// Figures of a stream at one time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StreamStats {
    /// The hub.
    pub hub: String,
    /// The time.
    pub time: i64,
    /// The stream key.
    pub stream: String,
    /// The figures.
    pub stats: StreamStat,
}

/// The figures of [`StreamStats`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct StreamStat {
    /// Bit rate of the publish.
    pub bps: i64,
    /// Video frames per second, measured.
    pub video_fps: f64,
    /// Audio frames per second, measured.
    pub audio_fps: f64,
    /// Width in pixels.
    pub width: i64,
    /// Height in pixels.
    pub height: i64,
    /// `H264` and the like.
    pub video_codec: String,
    /// The codec's profile.
    pub video_profile: String,
    /// Video frames per second, as announced.
    pub video_frame_rate: f64,
    /// `AAC` and the like.
    pub audio_codec: String,
    /// Audio channels.
    pub audio_channel: i64,
    /// Audio samples per second.
    pub audio_sample_rate: i64,
    /// Viewers.
    pub play_count: i64,
    /// Bit rate to all viewers together.
    pub bandwidth: i64,
    /// The same by play domain.
    #[serde(deserialize_with = "null_as_default")]
    pub detail_stats: Vec<StreamStatDetail>,
}

/// Viewers of a stream on one play domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct StreamStatDetail {
    /// The play domain.
    pub domain: String,
    /// The kind of play domain.
    #[serde(rename = "type")]
    pub kind: String,
    /// Viewers.
    pub play_count: i64,
    /// Bit rate to them.
    pub bandwidth: i64,
}
