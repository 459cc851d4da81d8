use serde::{Deserialize, Serialize};

use crate::{StretchMode, api::setters::setters};

/// A picture in a merged stream.
///
/// Example: [`Room::merge_job`](crate::Room::merge_job).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Picture {
    /// Where the picture is.
    #[serde(default)]
    pub url: String,
    /// Pixels from the left.
    #[serde(default)]
    pub x: i32,
    /// Pixels from the top.
    #[serde(default)]
    pub y: i32,
    /// Width in pixels.
    #[serde(default)]
    pub w: u32,
    /// Height in pixels.
    #[serde(default)]
    pub h: u32,
    /// How it fills its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_mode: Option<StretchMode>,
}

impl Picture {
    /// The picture at a URL. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), x: 0, y: 0, w: 0, h: 0, stretch_mode: None }
    }

    /// So many pixels from the left and from the top. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn at(self, x: i32, y: i32) -> Self {
        Self { x, y, ..self }
    }

    /// Width and height in pixels. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn size(self, w: u32, h: u32) -> Self {
        Self { w, h, ..self }
    }
}

setters! { Picture: [] {
    /// How it fills its place. Example: [`Room::merge_job`](crate::Room::merge_job).
    stretch_mode(StretchMode),
} }
