//! Playlists of objects: the live one of a channel, and those of the past.

use m3u8_rs::{MediaPlaylist, MediaPlaylistType, MediaSegment};

use super::store::Recorded;

pub(super) const CONTENT_TYPE: &str = "application/x-mpegURL";

/// The playlist of a stream that goes on, or has just ended. `first` counts the segments before.
pub(super) fn live(segments: &[Recorded], first: u64, has_ended: bool) -> String {
    text(&MediaPlaylist { media_sequence: first, end_list: has_ended, ..playlist(segments) })
}

/// The playlist of the past.
pub(super) fn recorded(segments: &[Recorded]) -> String {
    let mut playlist = playlist(segments);
    playlist.playlist_type = Some(MediaPlaylistType::Vod);
    playlist.end_list = true;
    if let Some(first) = playlist.segments.first_mut() {
        first.discontinuity = false;
    }
    text(&playlist)
}

/// The names are relative to the channel.
fn playlist(segments: &[Recorded]) -> MediaPlaylist {
    let entry = |segment: &Recorded| MediaSegment {
        uri: segment.name.clone(),
        duration: segment.duration.as_secs_f32(),
        discontinuity: segment.is_break,
        ..MediaSegment::default()
    };
    let longest = segments.iter().map(|segment| segment.duration.as_secs_f64().ceil() as u64).max();
    MediaPlaylist {
        version: Some(3),
        target_duration: longest.unwrap_or(1).max(1),
        segments: segments.iter().map(entry).collect(),
        ..MediaPlaylist::default()
    }
}

fn text(playlist: &MediaPlaylist) -> String {
    let mut bytes = Vec::new();
    // Writing into memory cannot fail.
    let _ = playlist.write_to(&mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}
