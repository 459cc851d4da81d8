use std::{collections::HashMap, io};

use bytes::{Buf as _, BytesMut};

use super::{
    header::{Header, TimeField, basic_header, message_header},
    invalid,
};
use crate::{
    Limits,
    wire::{
        RtmpChunk,
        constants::{DEFAULT_CHUNK_SIZE, MSG_AGGREGATE, MSG_AUDIO, MSG_VIDEO},
    },
};

const MAX_CHUNK_STREAMS: usize = 64;

/// Puts messages together. Holds no more than arrived, and no more than its bounds.
#[derive(Debug)]
pub(crate) struct Decoder {
    chunk_size: usize,
    most: Most,
    /// Bytes of a message of sound or picture, once such are taken.
    media: usize,
    streams: HashMap<u32, ChunkStream>,
    /// The chunk whose header was read: its chunk stream, and the bytes missing.
    open: Option<(u32, usize)>,
    pub(super) held: usize,
}

/// The largest messages that are taken now, in bytes.
#[derive(Clone, Copy, Debug)]
struct Most {
    media: usize,
    other: usize,
}

impl Most {
    fn of(self, kind: u8) -> usize {
        if matches!(kind, MSG_AUDIO | MSG_VIDEO | MSG_AGGREGATE) { self.media } else { self.other }
    }
}

#[derive(Debug, Default)]
struct ChunkStream {
    timestamp: u32,
    field: TimeField,
    size: usize,
    kind: u8,
    stream_id: u32,
    partial: BytesMut,
}

impl Decoder {
    /// Takes no message that is larger than a command.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            chunk_size: DEFAULT_CHUNK_SIZE as usize,
            most: Most { media: limits.command, other: limits.command },
            media: limits.message,
            streams: HashMap::new(),
            open: None,
            held: 0,
        }
    }

    /// Takes sound and picture from now on.
    pub(crate) fn take_media(&mut self) {
        self.most.media = self.media;
    }

    /// What the peer announced.
    pub(crate) fn set_chunk_size(&mut self, size: u32) -> io::Result<()> {
        if size == 0 {
            return Err(invalid("a chunk size of zero"));
        }
        self.chunk_size = (size as usize).min(self.media);
        Ok(())
    }

    /// Drops a message that the peer broke off.
    pub(crate) fn abort(&mut self, csid: u32) {
        if let Some(stream) = self.streams.get_mut(&csid) {
            self.held -= stream.partial.len();
            stream.partial.clear();
        }
    }

    /// The next whole message, or `None` until more bytes are there.
    pub(crate) fn decode(&mut self, buffer: &mut BytesMut) -> io::Result<Option<RtmpChunk>> {
        loop {
            if self.open.is_none() && !self.begin(buffer)? {
                return Ok(None);
            }
            let Some((csid, missing)) = self.open else { return Ok(None) };
            let taken = buffer.split_to(missing.min(buffer.len()));
            let left = missing - taken.len();
            self.held += taken.len();
            if self.held > 2 * self.most.media {
                return Err(invalid("too many unfinished messages"));
            }
            let Some(stream) = self.streams.get_mut(&csid) else { return Ok(None) };
            stream.partial.extend_from_slice(&taken);
            self.open = (left > 0).then_some((csid, left));
            if left > 0 {
                return Ok(None);
            }
            if stream.partial.len() >= stream.size {
                self.held -= stream.partial.len();
                return Ok(Some(stream.message(csid)));
            }
        }
    }

    /// Reads a chunk's header; `false` until it is whole.
    fn begin(&mut self, buffer: &mut BytesMut) -> io::Result<bool> {
        let Some((format, csid, length)) = basic_header(buffer) else { return Ok(false) };
        if !self.streams.contains_key(&csid) && self.streams.len() >= MAX_CHUNK_STREAMS {
            return Err(invalid("too many chunk streams"));
        }
        let known = self.streams.entry(csid).or_default();
        let Some(header) = message_header(format, length, known.field, buffer) else { return Ok(false) };
        let (size, kind) = (header.size.unwrap_or(known.size), header.kind.unwrap_or(known.kind));
        if known.begins(&header) && size > self.most.of(kind) {
            return Err(invalid("a message is too large"));
        }
        buffer.advance(header.length);
        if header.format != 3 {
            self.held -= known.partial.len();
            known.partial.clear();
        }
        known.apply(&header);
        self.open = Some((csid, (known.size - known.partial.len().min(known.size)).min(self.chunk_size)));
        Ok(true)
    }
}

impl ChunkStream {
    /// Whether a chunk with this header is the first of its message.
    fn begins(&self, header: &Header) -> bool {
        self.partial.is_empty() || header.format != 3
    }

    fn apply(&mut self, header: &Header) {
        let is_new = self.partial.is_empty();
        let value = header.field.unwrap_or(self.field.value);
        self.field = TimeField { value, is_extended: header.is_extended };
        self.size = header.size.unwrap_or(self.size);
        self.kind = header.kind.unwrap_or(self.kind);
        self.stream_id = header.stream_id.unwrap_or(self.stream_id);
        if header.format == 0 {
            self.timestamp = value;
        } else if is_new {
            self.timestamp = self.timestamp.wrapping_add(value);
        }
    }

    fn message(&mut self, csid: u32) -> RtmpChunk {
        RtmpChunk {
            csid,
            timestamp: self.timestamp,
            message_type: self.kind,
            stream_id: self.stream_id,
            payload: self.partial.split().freeze(),
        }
    }
}
