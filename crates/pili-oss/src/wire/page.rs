use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::{ChannelStatus, Urls, time};

/// A page of the list of channels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "ListLiveChannelResult", rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ChannelPage {
    /// The prefix that was asked for.
    #[serde(default)]
    pub prefix: String,
    /// The marker that was asked for.
    #[serde(default)]
    pub marker: String,
    /// Channels per page.
    pub max_keys: u32,
    /// Whether more follow. (Pages of the vendor say the opposite: spec 10, X1.)
    pub is_truncated: bool,
    /// Where the next page begins, if more follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_marker: Option<String>,
    /// The channels, by name.
    #[serde(rename = "LiveChannel", default)]
    pub channels: Vec<ChannelEntry>,
}

/// A channel in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ChannelEntry {
    /// Its name.
    pub name: String,
    /// Its description.
    #[serde(default)]
    pub description: String,
    /// Whether it takes streams.
    pub status: ChannelStatus,
    /// When its configuration was changed last.
    #[serde(default, with = "time", skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<SystemTime>,
    /// Where to publish.
    #[serde(default)]
    pub publish_urls: Urls,
    /// Where to watch.
    #[serde(default)]
    pub play_urls: Urls,
}
