//! What saving a playback and saving a picture have in common, in all versions of the API.

use std::time::SystemTime;

use pili_core::{Error, Result, auth::unix_seconds, open_enum};

open_enum! {
    /// The container of a saved playback.
    ///
    /// Example: [`SaveAs::expire`](crate::stream::SaveAs::expire).
    Format {
        /// An HLS playlist, made at once. The default.
        M3u8 = "m3u8",
        /// An FLV file, made in the background.
        Flv = "flv",
        /// An MP4 file, made in the background.
        Mp4 = "mp4",
    }
}

open_enum! {
    /// The format of a snapshot.
    ///
    /// Example: [`Snapshot::time`](crate::stream::Snapshot::time).
    Picture {
        /// JPEG, the default.
        Jpg = "jpg",
        /// PNG.
        Png = "png",
    }
}

impl Format {
    pub(crate) fn check(&self) -> Result<()> {
        named("format", if let Self::Other(name) = self { Some(name) } else { None })
    }
}

impl Picture {
    pub(crate) fn check(&self) -> Result<()> {
        named("format", if let Self::Other(name) = self { Some(name) } else { None })
    }
}

/// Refuses an empty name; without one the service invents it.
pub(crate) fn named(field: &'static str, name: Option<&String>) -> Result<()> {
    if name.is_some_and(String::is_empty) {
        return Err(Error::invalid(field, "must not be empty; leave it out to have one chosen"));
    }
    Ok(())
}

/// Refuses the time of a picture that the service would read as now.
pub(crate) fn check_time(time: Option<SystemTime>) -> Result<()> {
    if time.is_some_and(|time| unix_seconds(time) <= 0) {
        return Err(Error::invalid("time", "must be after 1970"));
    }
    Ok(())
}

/// The setters that all of them have, on a `body` with these members.
macro_rules! setters_of_jobs {
    ($operation:ty) => {
        impl $operation {
            /// The URL that is called when a file made in the background is ready; a picture then always is.
            ///
            /// Example: [`SaveAs::expire`](crate::stream::SaveAs::expire).
            pub fn notify(mut self, url: impl Into<String>) -> Self {
                self.body.notify = Some(url.into());
                self
            }

            /// The processing queue for what is made in the background.
            ///
            /// Example: [`SaveAs::expire`](crate::stream::SaveAs::expire).
            pub fn pipeline(mut self, pipeline: impl Into<String>) -> Self {
                self.body.pipeline = Some(pipeline.into());
                self
            }
        }
    };
}

pub(crate) use setters_of_jobs;
