//! What creating and updating an app have in common.

use serde::{Deserialize, Serialize};

use super::{Create, MergePublishRtmp, Update};
use crate::api::setters::setters;

/// The body that creates and updates an app; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each member is documented at its setter")]
pub struct AppBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_users: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_auto_kick_user: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merge_publish_rtmp: Option<MergePublishRtmp>,
}

setters! { Create, Update: [body] {
    /// The hub that merged streams are published to. Example: [`Create`].
    hub(impl Into<String>),
    /// The app's title; need not be unique. Example: [`Create`].
    title(impl Into<String>),
    /// The most users in a room. Example: [`Create`].
    max_users(u32),
    /// Whether entries of a user leave each other alone; otherwise a newer one ends the older. Example: [`Create`].
    no_auto_kick_user(bool),
} }

setters! { Update: [body] {
    /// How the streams of a room are merged and published. Example: [`MergePublishRtmp`].
    merge_publish_rtmp(MergePublishRtmp),
} }
