use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

use super::StretchMode;

/// A merge job of v3; members that are not set are not sent. The id is required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MergeJob {
    /// The job's id, chosen by you.
    pub id: String,
    /// Only the sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_only: Option<bool>,
    /// Width of the picture in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height of the picture in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Frames per second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fps: Option<u32>,
    /// Bit rate in kbit/s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kbps: Option<u32>,
    /// Least bit rate in kbit/s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_rate: Option<u32>,
    /// Greatest bit rate in kbit/s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_rate: Option<u32>,
    /// How pictures fill their place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_mode: Option<StretchMode>,
    /// Where the merged stream is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_url: Option<String>,
    /// What lies under the pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<MergePicture>,
    /// What lies over them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub water_marks: Option<Vec<MergePicture>>,
    /// Whether the last picture of a track that stops stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_last_frame: Option<bool>,
    /// A layout of the service's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// What is shown for whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_infos: Option<Vec<MergeUser>>,
}

impl MergeJob {
    /// A job of an id.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }
}

/// A picture in a merged stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MergePicture {
    /// Where the picture is.
    pub url: String,
    /// Pixels from the left.
    pub x: i32,
    /// Pixels from the top.
    pub y: i32,
    /// Width in pixels.
    pub w: u32,
    /// Height in pixels.
    pub h: u32,
    /// How it fills its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_mode: Option<StretchMode>,
}

/// What a merged stream shows for a user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MergeUser {
    /// The user's id.
    pub user_id: String,
    /// The picture that is shown without a video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_url: Option<String>,
    /// How it fills its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_mode: Option<StretchMode>,
    /// The user's place in the layout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<i32>,
}

/// The body that changes the tracks of a merge job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MergeTracks {
    /// 0: add and remove, 1: all.
    pub mode: u8,
    /// What is put in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add: Option<Vec<MergeTrack>>,
    /// What is taken out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove: Option<Vec<MergeTrack>>,
    /// All that there shall be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<MergeTrack>>,
}

impl MergeTracks {
    pub(crate) fn change(add: Vec<MergeTrack>, remove: Vec<MergeTrack>) -> Self {
        let some = |tracks: Vec<MergeTrack>| Some(tracks).filter(|tracks| !tracks.is_empty());
        Self { mode: 0, add: some(add), remove: some(remove), all: None }
    }

    pub(crate) fn all(tracks: Vec<MergeTrack>) -> Self {
        Self { mode: 1, all: Some(tracks), ..Self::default() }
    }
}

/// A track of a merged stream, and its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MergeTrack {
    /// The track's id.
    #[serde(rename = "trackID")]
    pub track_id: String,
    /// Pixels from the left.
    pub x: i32,
    /// Pixels from the top.
    pub y: i32,
    /// The layer; a greater one lies over a smaller.
    pub z: i32,
    /// Width in pixels.
    pub w: u32,
    /// Height in pixels.
    pub h: u32,
    /// How it fills its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_mode: Option<StretchMode>,
    /// Whether the track's SEI data are kept.
    #[serde(rename = "supportSei", skip_serializing_if = "Option::is_none")]
    pub support_sei: Option<bool>,
}

/// The body that sets the watermarks of a merge job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MergeWatermarks {
    /// The pictures.
    #[serde(deserialize_with = "null_as_default")]
    pub watermarks: Vec<MergePicture>,
}
