//! What playlists of the past share: their name and their span.

use pili_core::{
    Error, Result, Span, Url,
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

/// `vod&startTime=…&endTime=…`: whole seconds, at most a day (spec 10, X12).
pub(super) fn within(span: Span, url: Url) -> Result<Url> {
    const LONGEST: i64 = 24 * 60 * 60;
    let refused = |rule: &'static str| Err(Error::invalid("span", rule));
    span.check()?;
    let (Some(start), Some(end)) = (span.start(), span.end()) else {
        return refused("must have a start and an end");
    };
    let (start, end) = (unix_seconds(start), unix_seconds(end));
    match end - start {
        ..=0 => refused("must be at least a second long"),
        1..=LONGEST => Ok(url.flag("vod").query("startTime", start).query("endTime", end)),
        _ => refused("must be at most a day long"),
    }
}
