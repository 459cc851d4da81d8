use pili_core::open_enum;
use pili_qiniu::MediaUrl;
use serde::{Deserialize, Serialize};

/// Where a job publishes.
///
/// Example: [`Start`](crate::job::Start).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Output {
    /// By which protocol.
    #[serde(rename = "type")]
    pub kind: OutputKind,
    /// Where to.
    pub url: MediaUrl,
}

open_enum! {
    /// By which protocol a job publishes.
    ///
    /// Example: [`Room::start_job`](crate::Room::start_job).
    OutputKind {
        /// RTMP.
        Rtmp = "rtmp",
    }
}

impl Output {
    /// Publishes to a URL. Example: [`Room::start_job`](crate::Room::start_job).
    pub fn new(kind: OutputKind, url: impl Into<MediaUrl>) -> Self {
        Self { kind, url: url.into() }
    }

    /// Publishes to an RTMP URL. Example: [`Start`](crate::job::Start).
    pub fn rtmp(url: impl Into<MediaUrl>) -> Self {
        Self::new(OutputKind::Rtmp, url)
    }
}
