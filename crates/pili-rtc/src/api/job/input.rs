use pili_core::open_enum;
use serde::{Deserialize, Serialize};

use crate::{StretchMode, api::setters::setters};

/// What a job merges: the media of a user, or an image.
///
/// Example: [`Start`](crate::job::Start).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Input {
    /// Which of both.
    pub kind: InputKind,
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
    pub position: Option<Position>,
    /// How it fills its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_mode: Option<StretchMode>,
}

open_enum! {
    /// What an input is.
    ///
    /// Example: [`Room::start_job`](crate::Room::start_job).
    InputKind {
        /// The media of a user.
        Media = "media",
        /// An image.
        Image = "image",
    }
}

impl Input {
    /// An input of a kind, of which nothing else is set. Example: [`Room::start_job`](crate::Room::start_job).
    pub fn new(kind: InputKind) -> Self {
        Self { kind, user_id: None, url: None, tag: None, position: None, stretch_mode: None }
    }

    /// The media of a user. Example: [`Start`](crate::job::Start).
    pub fn media(user_id: impl AsRef<str>) -> Self {
        Self::new(InputKind::Media).user_id(user_id.as_ref())
    }

    /// The image at a URL. Example: [`Room::job`](crate::Room::job).
    pub fn image(url: impl Into<String>) -> Self {
        Self::new(InputKind::Image).url(url)
    }
}

setters! { Input: [] {
    /// The user whose media it is. Example: [`Room::start_job`](crate::Room::start_job).
    user_id(impl Into<String>),
    /// Where the image is. Example: [`Start`](crate::job::Start).
    url(impl Into<String>),
    /// The tag of the track. Example: [`Start`](crate::job::Start).
    tag(impl Into<String>),
    /// Its place. Example: [`Start`](crate::job::Start).
    position(Position),
    /// How it fills its place. Example: [`Room::job`](crate::Room::job).
    stretch_mode(StretchMode),
} }

/// The place of an [`Input`].
///
/// Example: [`Start`](crate::job::Start).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Position {
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
    /// The layer; a greater one lies over a smaller.
    #[serde(default)]
    pub z: u16,
}

impl Position {
    /// So many pixels from the left and from the top. Example: [`Start`](crate::job::Start).
    pub fn at(x: i32, y: i32) -> Self {
        Self { x, y, w: 0, h: 0, z: 0 }
    }

    /// Width and height in pixels. Example: [`Start`](crate::job::Start).
    pub fn size(self, w: u32, h: u32) -> Self {
        Self { w, h, ..self }
    }

    /// The layer; a greater one lies over a smaller. Example: [`Room::job`](crate::Room::job).
    pub fn layer(self, z: u16) -> Self {
        Self { z, ..self }
    }
}
