use pili_core::open_enum;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{seconds, word};

/// How the streams of a channel are stored.
///
/// Example: [`Create::playlist_name`](crate::channel::Create::playlist_name).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Target {
    /// The form. All else is known for [`TargetType::Hls`] alone.
    #[serde(rename = "Type")]
    pub kind: TargetType,
    /// The length of a segment.
    #[serde(default, with = "seconds::option", skip_serializing_if = "Option::is_none")]
    pub frag_duration: Option<Duration>,
    /// How many of the latest segments the playlist has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frag_count: Option<u32>,
    /// The playlist's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub playlist_name: Option<String>,
}

open_enum! {
    /// The form in which streams are stored.
    ///
    /// Example: [`Create::playlist_name`](crate::channel::Create::playlist_name).
    TargetType by word::same {
        /// Segments and a playlist: HTTP Live Streaming.
        Hls = "HLS",
    }
}
