//! HLS playlists, live and of recordings (RFC 8216).

use std::sync::Arc;

use m3u8_rs::{MediaPlaylist, MediaPlaylistType, MediaSegment};

use super::segment::Segment;

const VERSION: usize = 3;

/// The playlist of a stream that goes on, or has just ended.
pub(crate) fn live(
    segments: &[Arc<Segment>],
    target_seconds: u64,
    breaks_before: u64,
    has_ended: bool,
    uri: impl Fn(&Segment) -> String,
) -> String {
    let mut playlist = playlist(segments, target_seconds, uri);
    playlist.media_sequence = segments.first().map_or(0, |segment| segment.number);
    playlist.discontinuity_sequence = breaks_before;
    playlist.end_list = has_ended;
    text(&playlist)
}

/// The playlist of a recording.
pub(crate) fn recorded(segments: &[Arc<Segment>], uri: impl Fn(&Segment) -> String) -> String {
    let mut playlist = playlist(segments, 1, uri);
    playlist.playlist_type = Some(MediaPlaylistType::Vod);
    playlist.end_list = true;
    if let Some(first) = playlist.segments.first_mut() {
        first.discontinuity = false;
    }
    text(&playlist)
}

fn playlist(segments: &[Arc<Segment>], target: u64, uri: impl Fn(&Segment) -> String) -> MediaPlaylist {
    let entry = |segment: &Arc<Segment>| MediaSegment {
        uri: uri(segment),
        duration: segment.duration.as_secs_f32(),
        discontinuity: segment.is_break,
        ..MediaSegment::default()
    };
    // No segment may be longer than this, rounded to the nearest second.
    let longest = segments.iter().map(|segment| segment.duration.as_secs_f64().ceil() as u64).max();
    MediaPlaylist {
        version: Some(VERSION),
        target_duration: longest.unwrap_or(0).max(target),
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
