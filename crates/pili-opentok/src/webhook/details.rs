//! Whom and what an event is about.

use std::time::SystemTime;

use pili_core::{null_as_default, open_enum, time::unix_millis};
use serde::{Deserialize, Serialize};

use crate::stream::VideoType;

/// A client's connection to a session.
///
/// Example: [`parse`](crate::webhook::parse).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct ConnectionDetails {
    /// Its id.
    pub id: String,
    /// When the client connected.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<SystemTime>,
    /// What the client's token tells of it; empty if nothing.
    #[serde(default, deserialize_with = "null_as_default")]
    pub data: String,
}

/// A stream that somebody publishes into a session.
///
/// Example: [`webhook`](crate::webhook).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamDetails {
    /// Its id.
    pub id: String,
    /// Who publishes it.
    pub connection: ConnectionDetails,
    /// When it was published.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<SystemTime>,
    /// The name it was given; empty if none.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// What its video shows; `None` if it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_type: Option<VideoType>,
}

/// A SIP call. The vendor documents the names of its events, not its members: what is there is read.
///
/// Example: [`webhook`](crate::webhook).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct CallDetails {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The connection that stands for the far end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<String>,
    /// When it was dialled.
    #[serde(with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<SystemTime>,
}

/// Live captions of a session.
///
/// Example: [`webhook`](crate::webhook).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct CaptionsDetails {
    /// Their id.
    #[serde(alias = "captionId")]
    pub captions_id: String,
    /// How far they are.
    pub status: CaptionsStatus,
}

open_enum! {
    /// How far live captions are.
    ///
    /// Example: [`parse`](crate::webhook::parse).
    CaptionsStatus {
        /// They come.
        Started = "started",
        /// They ended.
        Stopped = "stopped",
        /// They ended because a part of the service failed.
        Failed = "failed",
    }
}
