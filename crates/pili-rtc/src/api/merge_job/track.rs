use serde::{Deserialize, Serialize};

use crate::{StretchMode, api::setters::setters};

/// A track of a merged stream, and its place.
///
/// Example: [`Room::merge_job`](crate::Room::merge_job).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Track {
    /// The track's id.
    #[serde(rename = "trackID")]
    pub track_id: String,
    /// Pixels from the left.
    #[serde(default)]
    pub x: i32,
    /// Pixels from the top.
    #[serde(default)]
    pub y: i32,
    /// The layer; a greater one lies over a smaller.
    #[serde(default)]
    pub z: i32,
    /// Width in pixels.
    #[serde(default)]
    pub w: u32,
    /// Height in pixels.
    #[serde(default)]
    pub h: u32,
    /// How it fills its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_mode: Option<StretchMode>,
    /// Whether the track's SEI data are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_sei: Option<bool>,
}

impl Track {
    /// The track of an id. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn new(track_id: impl Into<String>) -> Self {
        let track_id = track_id.into();
        Self { track_id, x: 0, y: 0, z: 0, w: 0, h: 0, stretch_mode: None, support_sei: None }
    }

    /// So many pixels from the left and from the top. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn at(self, x: i32, y: i32) -> Self {
        Self { x, y, ..self }
    }

    /// Width and height in pixels. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn size(self, w: u32, h: u32) -> Self {
        Self { w, h, ..self }
    }

    /// The layer; a greater one lies over a smaller. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn layer(self, z: i32) -> Self {
        Self { z, ..self }
    }
}

setters! { Track: [] {
    /// How it fills its place. Example: [`Room::merge_job`](crate::Room::merge_job).
    stretch_mode(StretchMode),
    /// Whether the track's SEI data are kept. Example: [`Room::merge_job`](crate::Room::merge_job).
    support_sei(bool),
} }
