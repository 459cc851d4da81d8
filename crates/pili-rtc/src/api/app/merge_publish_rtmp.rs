use serde::{Deserialize, Serialize};

use crate::api::setters::setters;

/// How the streams of a room are merged and published; an update leaves what is not set as it is.
///
/// ```
/// use pili_rtc::{App, app::MergePublishRtmp};
/// let merge = MergePublishRtmp::new().enable(true).fps(30).stream_title("$(roomName)");
/// let update = App::new("desls83s2").update().merge_publish_rtmp(merge);
/// # let _ = update;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct MergePublishRtmp {
    /// Whether they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable: Option<bool>,
    /// Only their sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_only: Option<bool>,
    /// Height of the picture in pixels; 480 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Width of the picture in pixels; 640 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Frames per second; 25 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fps: Option<u32>,
    /// Bit rate in kbit/s; 1000 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kbps: Option<u32>,
    /// The URL that is published to; `$(roomName)` is the room's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The stream key to publish as; `$(roomName)` is the room's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_title: Option<String>,
}

impl MergePublishRtmp {
    /// Settings of which none is set. Example: [`MergePublishRtmp`].
    pub fn new() -> Self {
        Self::default()
    }
}

setters! { MergePublishRtmp: [] {
    /// Whether the streams are merged and published. Example: [`MergePublishRtmp`].
    enable(bool),
    /// Only their sound. Example: [`App::update`](crate::App::update).
    audio_only(bool),
    /// Height of the picture in pixels; 480 by default. Example: [`App::update`](crate::App::update).
    height(u32),
    /// Width of the picture in pixels; 640 by default. Example: [`App::update`](crate::App::update).
    width(u32),
    /// Frames per second; 25 by default. Example: [`MergePublishRtmp`].
    fps(u32),
    /// Bit rate in kbit/s; 1000 by default. Example: [`App::update`](crate::App::update).
    kbps(u32),
    /// The URL to publish to; `$(roomName)` is the room's name. Example: [`App::update`](crate::App::update).
    url(impl Into<String>),
    /// The stream key to publish as; `$(roomName)` is the room's name. Example: [`MergePublishRtmp`].
    stream_title(impl Into<String>),
} }
