use std::time::Duration;

use pili_core::{Result, null_as_default};
use pili_qiniu::length::seconds;
use serde::{Deserialize, Serialize};

use super::{Isp, MediaUrl, given};

/// What a task pulls: a stream or a file (vendor page 7326).
///
/// Example: [`Settings`](crate::task::Settings).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Source {
    /// Where it is.
    pub url: MediaUrl,
    /// Whose lines it is pulled over; without it the service chooses.
    #[serde(default, deserialize_with = "given::choice", skip_serializing_if = "Option::is_none")]
    pub isp: Option<Isp>,
    /// Where in it to begin, whole seconds.
    #[serde(default, with = "seconds", skip_serializing_if = "Duration::is_zero")]
    pub seek: Duration,
    /// Whether it is live.
    #[serde(default, deserialize_with = "null_as_default")]
    pub video_type: VideoType,
    /// Over what RTSP is pulled; without it UDP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rtsp_type: Option<RtspTransport>,
}

impl Source {
    /// A live stream. Example: [`task`](crate::task).
    pub fn live(url: impl Into<MediaUrl>) -> Self {
        Self::of(url.into(), VideoType::Live)
    }

    /// A file. Example: [`Settings`](crate::task::Settings).
    pub fn vod(url: impl Into<MediaUrl>) -> Self {
        Self::of(url.into(), VideoType::Vod)
    }

    fn of(url: MediaUrl, video_type: VideoType) -> Self {
        Self { url, isp: None, seek: Duration::ZERO, video_type, rtsp_type: None }
    }

    /// Pulls it over the lines of a carrier. Example: [`Settings`](crate::task::Settings).
    pub fn isp(self, isp: Isp) -> Self {
        Self { isp: Some(isp), ..self }
    }

    /// Begins at this position, whole seconds. Example: [`Settings::run_type`](crate::task::Settings::run_type).
    pub fn seek(self, position: Duration) -> Self {
        Self { seek: position, ..self }
    }

    /// Over what RTSP is pulled. Example: [`Settings::run_type`](crate::task::Settings::run_type).
    pub fn rtsp(self, transport: RtspTransport) -> Self {
        Self { rtsp_type: Some(transport), ..self }
    }

    pub(super) fn check(&self) -> Result<()> {
        self.url.check("source URL")
    }
}

/// Defines a choice that is a number on the wire.
macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident { $(#[$first_doc:meta])* $first:ident = 0, $(#[$second_doc:meta])* $second:ident = 1 }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(from = "i64", into = "i64")]
        #[non_exhaustive]
        pub enum $name {
            $(#[$first_doc])*
            #[default]
            $first,
            $(#[$second_doc])*
            $second,
            /// One that this version does not know.
            Other(i64),
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                match number {
                    0 => Self::$first,
                    1 => Self::$second,
                    other => Self::Other(other),
                }
            }
        }

        impl From<$name> for i64 {
            fn from(choice: $name) -> Self {
                match choice {
                    $name::$first => 0,
                    $name::$second => 1,
                    $name::Other(number) => number,
                }
            }
        }
    };
}

numbered! {
    /// Whether a source is live.
    ///
    /// Example: [`Settings::run_type`](crate::task::Settings::run_type).
    VideoType {
        /// A live stream.
        Live = 0,
        /// A file.
        Vod = 1
    }
}

numbered! {
    /// Over what RTSP is pulled.
    ///
    /// Example: [`Settings::run_type`](crate::task::Settings::run_type).
    RtspTransport {
        /// UDP.
        Udp = 0,
        /// TCP.
        Tcp = 1
    }
}
