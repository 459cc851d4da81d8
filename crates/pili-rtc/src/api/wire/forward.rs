use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

/// A forward job: which tracks are published where. Id and player id are required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ForwardJob {
    /// The job's id, chosen by you.
    pub id: String,
    /// Where it is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_url: Option<String>,
    /// The user whose tracks they are.
    pub player_id: String,
    /// The tracks.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_as_default")]
    pub tracks: Vec<ForwardTrack>,
}

impl ForwardJob {
    /// A job of an id, for the tracks of a user.
    pub fn new(id: impl Into<String>, player_id: impl Into<String>) -> Self {
        Self { id: id.into(), player_id: player_id.into(), ..Self::default() }
    }
}

/// A track of a [`ForwardJob`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ForwardTrack {
    /// The track's id.
    pub track_id: String,
}

impl ForwardTrack {
    /// The track of an id.
    pub fn new(track_id: impl Into<String>) -> Self {
        Self { track_id: track_id.into() }
    }
}
