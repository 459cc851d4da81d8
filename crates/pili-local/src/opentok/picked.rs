//! Streams that are picked by hand, of an archive or a broadcast.

use pili_opentok::{
    StreamMode,
    wire::{SelectStream, SelectedStream},
};

use super::{
    refused::{Answer, Refused},
    session::Session,
};

/// The streams after one is added or taken out.
pub(super) fn changed(
    mut streams: Vec<SelectedStream>,
    mode: &StreamMode,
    select: &SelectStream,
    session: &Session,
) -> Answer<Vec<SelectedStream>> {
    if *mode != StreamMode::Manual {
        return Err(Refused::new(405, "Streams can be picked only with streamMode manual"));
    }
    let (id, adds) = match (&select.add_stream, &select.remove_stream) {
        (Some(id), None) => (id, true),
        (None, Some(id)) => (id, false),
        _ => return Err(Refused::bad("Invalid request: addStream or removeStream")),
    };
    let (has_audio, has_video) = (select.has_audio.unwrap_or(true), select.has_video.unwrap_or(true));
    if !has_audio && !has_video {
        return Err(Refused::bad("Invalid request: audio or video must be taken"));
    }
    if !session.streams.contains_key(id) && (adds || !streams.iter().any(|stream| stream.stream_id == *id)) {
        return Err(Refused::not_found("stream"));
    }
    streams.retain(|stream| stream.stream_id != *id);
    if adds {
        let mut stream = SelectedStream::default();
        stream.stream_id.clone_from(id);
        (stream.has_audio, stream.has_video) = (has_audio, has_video);
        streams.push(stream);
    }
    Ok(streams)
}
