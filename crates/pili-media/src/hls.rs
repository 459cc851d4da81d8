//! HLS playlists, [live] and [of recordings](recorded) (RFC 8216).

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use m3u8_rs::{Map, MediaPlaylist, MediaPlaylistType, MediaSegment};

/// That of `EXT-X-MAP` in playlists of any kind, and that of all else here.
const WITH_MAP: usize = 7;
const WITHOUT: usize = 3;

/// A segment as playlists list it.
///
/// Example: [`live`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it is, relative to the playlist.
    pub uri: String,
    /// Where that is which a player needs before it, if it needs any.
    pub map: Option<String>,
    /// When its first frame arrived.
    pub start: SystemTime,
    /// How long it plays.
    pub duration: Duration,
    /// Whether timestamps or codecs do not follow on from the segment before.
    pub is_break: bool,
}

/// Where in a stream a live playlist is, and how it goes on.
///
/// Example: [`live`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The number of the first segment: players follow it from one playlist to the next.
    pub first: u64,
    /// How many breaks the segments before had.
    pub breaks_before: u64,
    /// How long segments are at most, which never changes while the playlist grows.
    pub target: Duration,
    /// Whether no segment will follow.
    pub has_ended: bool,
}

/// The playlist of a stream that goes on, or has just ended.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use pili_media::hls::{live, Entry, Window};
///
/// let (start, duration) = (SystemTime::UNIX_EPOCH, Duration::from_millis(1960));
/// let entry = Entry { uri: "7.ts".into(), map: None, start, duration, is_break: false };
/// let window = Window { first: 7, target: Duration::from_secs(2), ..Window::default() };
/// let playlist = live(vec![entry], window);
/// assert!(playlist.contains("#EXT-X-MEDIA-SEQUENCE:7\n") && playlist.ends_with("#EXTINF:1.96,\n7.ts\n"));
/// ```
pub fn live(entries: Vec<Entry>, window: Window) -> String {
    text(&MediaPlaylist {
        media_sequence: window.first,
        discontinuity_sequence: window.breaks_before,
        end_list: window.has_ended,
        ..playlist(entries, seconds(window.target))
    })
}

/// The playlist of a recording, which names all of it and ends. A break before its first segment is none.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use pili_media::hls::{recorded, Entry};
///
/// let (start, duration) = (SystemTime::UNIX_EPOCH, Duration::from_millis(1960));
/// let entry = Entry { uri: "7.ts".into(), map: None, start, duration, is_break: true };
/// let playlist = recorded(vec![entry]);
/// assert!(playlist.contains("#EXT-X-PLAYLIST-TYPE:VOD\n") && playlist.ends_with("7.ts\n#EXT-X-ENDLIST\n"));
/// assert!(!playlist.contains("#EXT-X-DISCONTINUITY"));
/// ```
pub fn recorded(mut entries: Vec<Entry>) -> String {
    let longest = entries.iter().map(|entry| seconds(entry.duration)).max().unwrap_or(1);
    if let Some(first) = entries.first_mut() {
        first.is_break = false;
    }
    text(&MediaPlaylist {
        playlist_type: Some(MediaPlaylistType::Vod),
        end_list: true,
        ..playlist(entries, longest)
    })
}

fn playlist(entries: Vec<Entry>, target_duration: u64) -> MediaPlaylist {
    let version = if entries.iter().any(|entry| entry.map.is_some()) { WITH_MAP } else { WITHOUT };
    let mut map = None;
    let segments = entries.into_iter().map(|entry| segment(entry, &mut map)).collect();
    MediaPlaylist {
        version: Some(version),
        target_duration,
        independent_segments: true,
        segments,
        ..MediaPlaylist::default()
    }
}

/// Whole seconds, which a length rounded to the nearest one does not exceed.
fn seconds(length: Duration) -> u64 {
    (length.as_secs_f64().round() as u64).max(1)
}

/// A map holds until the next one.
fn segment(entry: Entry, known: &mut Option<String>) -> MediaSegment {
    let is_news = entry.map != *known;
    known.clone_from(&entry.map);
    MediaSegment {
        map: entry.map.filter(|_| is_news).map(|uri| Map { uri, ..Map::default() }),
        program_date_time: Some(DateTime::<Utc>::from(entry.start).fixed_offset()),
        uri: entry.uri,
        duration: entry.duration.as_secs_f32(),
        discontinuity: entry.is_break,
        ..MediaSegment::default()
    }
}

fn text(playlist: &MediaPlaylist) -> String {
    let mut bytes = Vec::new();
    // Writing into memory cannot fail.
    let _ = playlist.write_to(&mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}
