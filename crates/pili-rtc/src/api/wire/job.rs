use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

/// A job of v4; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Job {
    /// The job's id; required for an update, otherwise the service invents one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `basic` or `simple`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is merged.
    #[serde(deserialize_with = "null_as_default")]
    pub inputs: Vec<JobInput>,
    /// Where it goes.
    #[serde(deserialize_with = "null_as_default")]
    pub outputs: Vec<JobOutput>,
    /// How it is merged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<JobConfig>,
}

/// An input of a [`Job`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct JobInput {
    /// `media` or `image`.
    pub kind: String,
    /// The user whose media it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Where the image is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The tag of the track.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<JobPosition>,
    /// How it fills its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_mode: Option<StretchMode>,
}

/// The place of a [`JobInput`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct JobPosition {
    /// Pixels from the left.
    pub x: i32,
    /// Pixels from the top.
    pub y: i32,
    /// Width in pixels.
    pub w: u32,
    /// Height in pixels.
    pub h: u32,
    /// The layer; a greater one lies over a smaller.
    pub z: u16,
}

/// An output of a [`Job`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct JobOutput {
    /// `rtmp`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where it is published.
    pub url: String,
}

impl JobOutput {
    /// Publishes to an RTMP URL.
    pub fn rtmp(url: impl Into<String>) -> Self {
        Self { kind: "rtmp".to_owned(), url: url.into() }
    }
}

/// How a [`Job`] merges.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct JobConfig {
    /// Frames per second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fps: Option<u32>,
    /// Bit rate in kbit/s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kbps: Option<u32>,
    /// Width of the picture in pixels, an even number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height of the picture in pixels, an even number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Whether the last picture of a track that stops stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_last_frame: Option<bool>,
    /// Only the sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_only: Option<bool>,
    /// How pictures fill their place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_mode: Option<StretchMode>,
}

/// What the service says of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct JobStarted {
    /// The job's id.
    pub id: String,
    /// `OK` and the like.
    pub status: String,
}

/// How a picture fills its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum StretchMode {
    /// Fills it, and is cut to its shape.
    AspectFill,
    /// Fits in, and keeps its shape.
    AspectFit,
    /// Fills it, and takes its shape.
    ScaleToFit,
    /// One that this version does not know.
    #[serde(untagged)]
    Other(String),
}
