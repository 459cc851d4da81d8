//! FLV, with metadata of the file's own: what the live stream says of itself is not true of a part of it.

use std::{collections::HashMap, sync::Arc};

use bytes::{Bytes, BytesMut};

use super::{ExportError, ordered, placed, placed_at};
use crate::{
    Segment, TagKind, flv,
    frame::Frame,
    wire::{AmfValue, amf0},
};

const ON_METADATA: &str = "onMetaData";

/// Segments as an FLV file, whose time runs from zero without the gaps between publishes. Its metadata say how long
/// and how large it is, and where its key frames are. It takes every codec; [`Segment`] tells where segments come from.
///
/// # Errors
/// [`ExportError::Empty`] for no segments.
pub fn flv(segments: &[Arc<Segment>]) -> Result<Bytes, ExportError> {
    let first = segments.first().ok_or(ExportError::Empty)?;
    let header = flv::file_header(first.setup.audio_codec.is_some(), first.setup.video_codec.is_some());
    let tags = Tags::of(segments);
    let known = first.setup.metadata.as_deref().map(of_stream).unwrap_or_default();
    // Its own length does not depend on the numbers in it.
    let length = tags.metadata(known.clone(), header.len()).len();
    let metadata = tags.metadata(known, header.len() + length);
    Ok([&header[..], &metadata, &tags.bytes].concat().into())
}

/// All tags but the metadata.
struct Tags {
    bytes: BytesMut,
    /// Milliseconds, and where the tag begins.
    key_frames: Vec<(u64, usize)>,
    duration_ms: u64,
}

impl Tags {
    fn of(segments: &[Arc<Segment>]) -> Self {
        let duration_ms = segments.iter().map(|segment| segment.duration.as_millis() as u64).sum();
        let mut tags = Self { bytes: BytesMut::new(), key_frames: Vec::new(), duration_ms };
        for (index, (segment, offset)) in placed(segments).enumerate() {
            let setup = (index == 0 || segment.is_break).then(|| segment.setup.frames());
            for frame in setup.into_iter().flatten() {
                tags.write(&frame, offset);
            }
            for frame in &segment.frames {
                tags.write(frame, placed_at(segment, offset, frame));
            }
        }
        tags
    }

    fn write(&mut self, frame: &Frame, time: u64) {
        if is_metadata(frame) {
            return;
        }
        if frame.kind == TagKind::Video && frame.start {
            self.key_frames.push((time, self.bytes.len()));
        }
        frame.flv(time as u32).iter().for_each(|part| self.bytes.extend_from_slice(part));
    }

    /// The tag of metadata of a file in which the others begin here.
    fn metadata(&self, mut known: HashMap<String, AmfValue>, begin: usize) -> Vec<u8> {
        let number = |number: f64| AmfValue::Number(number);
        let times = self.key_frames.iter().map(|(time, _)| number(*time as f64 / 1_000.0)).collect();
        let places = self.key_frames.iter().map(|(_, place)| number((begin + place) as f64)).collect();
        let key_frames = [("times", AmfValue::Array(times)), ("filepositions", AmfValue::Array(places))];
        let key_frames = key_frames.map(|(name, list)| (name.to_owned(), list)).into();
        let own = [
            ("duration", number(self.duration_ms as f64 / 1_000.0)),
            ("filesize", number((begin + self.bytes.len()) as f64)),
            ("hasKeyframes", AmfValue::Boolean(!self.key_frames.is_empty())),
            ("keyframes", AmfValue::Object(key_frames)),
        ];
        known.extend(own.map(|(name, value)| (name.to_owned(), value)));
        let name = AmfValue::String(ON_METADATA.to_owned());
        let body = [ordered::encode(&name), ordered::encode(&AmfValue::EcmaArray(known))].concat();
        Frame::new(TagKind::Script, 0, false, &body).flv(0).concat()
    }
}

fn is_metadata(frame: &Frame) -> bool {
    frame.kind == TagKind::Script
        && frame.body().get(3..).is_some_and(|name| name.starts_with(ON_METADATA.as_bytes()))
}

/// What the stream says of itself, such as its size and codecs.
fn of_stream(frame: &Frame) -> HashMap<String, AmfValue> {
    match amf0::decode_all(&frame.body()).unwrap_or_default().into_iter().nth(1) {
        Some(AmfValue::EcmaArray(members) | AmfValue::Object(members)) => members,
        _ => HashMap::new(),
    }
}
