use serde::{Deserialize, Serialize};

use crate::{StretchMode, api::setters::setters};

/// What a merged stream shows for a user.
///
/// Example: [the crate's page](crate).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct User {
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

impl User {
    /// The user of an id. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn new(user_id: impl AsRef<str>) -> Self {
        let user_id = user_id.as_ref().to_owned();
        Self { user_id, background_url: None, stretch_mode: None, sequence: None }
    }
}

setters! { User: [] {
    /// The picture that is shown without a video. Example: [`Room::merge_job`](crate::Room::merge_job).
    background_url(impl Into<String>),
    /// How it fills its place. Example: [`Room::merge_job`](crate::Room::merge_job).
    stretch_mode(StretchMode),
    /// The user's place in the layout. Example: [`Room::merge_job`](crate::Room::merge_job).
    sequence(i32),
} }
