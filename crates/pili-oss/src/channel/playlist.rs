//! What playlists of the past share: their name and their span.

use std::time::SystemTime;

use pili_core::{
    Error, Result, Url,
    auth::{names::checked_name, unix_seconds},
};

checked_name! {
    /// The name of a playlist: 6 to 128 bytes that end with `.m3u8`, without `/` (spec 3).
    ///
    /// ```
    /// use pili_oss::channel::PlaylistName;
    /// assert!(PlaylistName::new("evening.m3u8").is_ok());
    /// assert!(PlaylistName::new("evening.mpd").is_err());
    /// ```
    PlaylistName, "playlist name", "must be 6 to 128 bytes that end with `.m3u8`, without `/`",
    |name| (6..=128).contains(&name.len()) && name.ends_with(".m3u8") && !name.contains('/')
}

/// A span of time: whole seconds, at most a day (spec 10, X12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    start: i64,
    end: i64,
}

impl Span {
    const LONGEST: i64 = 24 * 60 * 60;

    pub(super) fn new(start: SystemTime, end: SystemTime) -> Self {
        Self { start: unix_seconds(start), end: unix_seconds(end) }
    }

    /// `vod&startTime=…&endTime=…`.
    pub(super) fn query(self, url: Url) -> Result<Url> {
        let Self { start, end } = self;
        if start < 0 {
            return Err(Error::invalid("start", "must not be before 1970"));
        }
        if end <= start {
            return Err(Error::invalid("end", "must be at least a second after start"));
        }
        if end - start > Self::LONGEST {
            return Err(Error::invalid("end", "must be at most a day after start"));
        }
        Ok(url.flag("vod").query("startTime", start).query("endTime", end))
    }
}
