use serde::{Deserialize, Serialize};

use super::{LayoutType, VideoType, read::or_default};

/// A stream that somebody publishes into a session (spec 14.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StreamInfo {
    /// Its id.
    pub id: String,
    /// What its video shows.
    #[serde(default, deserialize_with = "or_default")]
    pub video_type: VideoType,
    /// The name it was given; empty if none.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// Its layout classes.
    #[serde(default, deserialize_with = "or_default")]
    pub layout_class_list: Vec<String>,
}

/// The layout classes to give to a stream; none at all clears them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StreamClasses {
    /// The stream.
    pub id: String,
    /// Its classes from now on.
    pub layout_class_list: Vec<String>,
}

/// A stream of an archive or broadcast whose streams are picked by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SelectedStream {
    /// The stream.
    pub stream_id: String,
    /// Whether its audio is taken.
    pub has_audio: bool,
    /// Whether its video is taken.
    pub has_video: bool,
}

/// The body that adds a stream to an archive or broadcast, or takes it out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SelectStream {
    /// The stream to add, or to change the tracks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add_stream: Option<String>,
    /// Whether its audio is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_audio: Option<bool>,
    /// Whether its video is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_video: Option<bool>,
    /// The stream to take out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove_stream: Option<String>,
}

/// A [`Layout`](crate::Layout) as it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LayoutBody {
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: LayoutType,
    /// The stylesheet of a custom layout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stylesheet: Option<String>,
    /// The layout while a screen is shared, with best fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screenshare_type: Option<LayoutType>,
}
