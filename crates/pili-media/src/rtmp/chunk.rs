//! The chunk layer: messages cut into chunks and put together again. Does no I/O.

use std::{collections::HashMap, io};

use bytes::{Buf, BufMut, Bytes, BytesMut};
use rtmp_rs::protocol::{
    chunk::RtmpChunk,
    constants::{
        DEFAULT_CHUNK_SIZE, EXTENDED_TIMESTAMP_THRESHOLD as EXTENDED, MSG_AGGREGATE, MSG_AUDIO, MSG_VIDEO,
    },
};

use crate::{Limits, TagKind};

/// The chunk size that we announce; most frames fit into one chunk.
pub(crate) const OUT: usize = 65_536;
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
    held: usize,
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
    /// The timestamp field last read: a time after a full header, else a delta.
    field: u32,
    is_extended: bool,
    size: usize,
    kind: u8,
    stream_id: u32,
    partial: BytesMut,
}

/// A chunk's header, as far as it was sent.
#[derive(Debug)]
struct Header {
    format: u8,
    field: Option<u32>,
    is_extended: bool,
    size: Option<usize>,
    kind: Option<u8>,
    stream_id: Option<u32>,
    length: usize,
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
        let Some(header) = message_header(format, length, known, buffer) else { return Ok(false) };
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
        self.field = header.field.unwrap_or(self.field);
        self.is_extended = header.is_extended;
        self.size = header.size.unwrap_or(self.size);
        self.kind = header.kind.unwrap_or(self.kind);
        self.stream_id = header.stream_id.unwrap_or(self.stream_id);
        if header.format == 0 {
            self.timestamp = self.field;
        } else if is_new {
            self.timestamp = self.timestamp.wrapping_add(self.field);
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

/// Format, chunk stream and length of the basic header.
fn basic_header(bytes: &[u8]) -> Option<(u8, u32, usize)> {
    let first = *bytes.first()?;
    let (csid, length) = match first & 0x3F {
        0 => (64 + u32::from(*bytes.get(1)?), 2),
        1 => (64 + u32::from(*bytes.get(1)?) + 256 * u32::from(*bytes.get(2)?), 3),
        csid => (u32::from(csid), 1),
    };
    Some((first >> 6, csid, length))
}

fn message_header(format: u8, basic: usize, known: &ChunkStream, bytes: &[u8]) -> Option<Header> {
    let fixed = match format {
        0 => 11,
        1 => 7,
        2 => 3,
        _ => 0,
    };
    let mut fields = bytes.get(basic..basic + fixed)?;
    let short = (format < 3).then(|| fields.get_uint(3) as u32);
    let size = (format < 2).then(|| fields.get_uint(3) as usize);
    let kind = (format < 2).then(|| fields.get_u8());
    let stream_id = (format == 0).then(|| fields.get_u32_le());
    let is_extended = short.map_or(known.is_extended, |short| short == EXTENDED);
    let mut header =
        Header { format, field: short, is_extended, size, kind, stream_id, length: basic + fixed };
    if is_extended {
        let long = bytes.get(header.length..header.length + 4)?.get_u32();
        // Some encoders repeat the timestamp in every chunk, some do not.
        if format < 3 || long == known.field {
            header.field = Some(long);
            header.length += 4;
        }
    }
    Some(header)
}

/// The chunk stream on which media of this kind is sent.
pub(crate) fn media_csid(kind: TagKind) -> u8 {
    match kind {
        TagKind::Audio => 4,
        TagKind::Video => 6,
        TagKind::Script => 5,
    }
}

/// The timestamp that does not fit into 24 bits.
pub(crate) fn extended(timestamp: u32) -> Option<u32> {
    (timestamp >= EXTENDED).then_some(timestamp)
}

/// A full header, which needs no knowledge of what was sent before.
pub(crate) fn header(csid: u8, timestamp: u32, size: usize, kind: u8, stream_id: u32) -> Bytes {
    let mut header = BytesMut::with_capacity(16);
    header.put_u8(csid);
    header.put_uint(u64::from(timestamp.min(EXTENDED)), 3);
    header.put_uint(size as u64, 3);
    header.put_u8(kind);
    header.put_u32_le(stream_id);
    if let Some(timestamp) = extended(timestamp) {
        header.put_u32(timestamp);
    }
    header.freeze()
}

/// What follows the first header: the body, with short headers where a new chunk begins.
pub(crate) fn rest(csid: u8, repeated: Option<u32>, body: Bytes, chunk_size: usize) -> Bytes {
    if body.len() <= chunk_size {
        return body;
    }
    let mut rest = BytesMut::with_capacity(body.len() + body.len() / chunk_size * 5);
    for (n, part) in body.chunks(chunk_size).enumerate() {
        if n > 0 {
            rest.put_u8(0xC0 | csid);
            repeated.into_iter().for_each(|timestamp| rest.put_u32(timestamp));
        }
        rest.put_slice(part);
    }
    rest.freeze()
}

pub(crate) fn invalid(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For a publisher, whose messages may be so large.
    fn decoder(most: usize) -> Decoder {
        let mut decoder = Decoder::new(&Limits { message: most, command: most, ..Limits::default() });
        decoder.take_media();
        decoder
    }

    fn encode(csid: u8, timestamp: u32, body: &Bytes, chunk_size: usize) -> BytesMut {
        let mut bytes = BytesMut::from(&header(csid, timestamp, body.len(), 9, 1)[..]);
        bytes.extend_from_slice(&rest(csid, extended(timestamp), body.clone(), chunk_size));
        bytes
    }

    #[test]
    fn a_message_survives_chunks_of_any_size_fed_byte_by_byte() {
        let body = Bytes::from((0..1000u32).map(|n| n as u8).collect::<Vec<_>>());
        for (chunk_size, timestamp) in [(1, 5), (128, EXTENDED - 1), (128, EXTENDED), (4096, u32::MAX)] {
            let mut decoder = decoder(1 << 20);
            decoder.set_chunk_size(chunk_size).expect("a valid size");
            let mut buffer = BytesMut::new();
            let mut found = Vec::new();
            for byte in encode(6, timestamp, &body, chunk_size as usize) {
                buffer.put_u8(byte);
                found.extend(decoder.decode(&mut buffer).expect("valid chunks"));
            }
            assert_eq!(found.len(), 1);
            assert_eq!((&found[0].payload, found[0].timestamp), (&body, timestamp));
        }
    }

    #[test]
    fn long_timestamps_need_not_be_repeated_in_every_chunk() {
        let body = Bytes::from(vec![7; 300]);
        let mut bytes = BytesMut::from(&header(6, EXTENDED + 5, body.len(), 9, 1)[..]);
        bytes.extend_from_slice(&rest(6, None, body.clone(), 128));
        let message = decoder(1 << 20).decode(&mut bytes).expect("valid").expect("whole");
        assert_eq!(message.payload, body);
    }

    #[test]
    fn a_short_header_adds_its_delta() {
        let mut bytes = encode(6, 1000, &Bytes::from_static(b"ab"), 128);
        bytes.extend_from_slice(&[0x86, 0, 0, 40, b'c', b'd', 0xC6, b'e', b'f']);
        let mut decoder = decoder(1 << 20);
        let times: Vec<_> =
            std::iter::from_fn(|| decoder.decode(&mut bytes).expect("valid")).map(|m| m.timestamp).collect();
        assert_eq!(times, [1000, 1040, 1080]);
    }

    #[test]
    fn hostile_headers_are_refused_before_anything_is_held() {
        let mut large = BytesMut::from(&header(6, 0, 2000, 9, 1)[..]);
        assert!(decoder(1000).decode(&mut large).is_err());
        assert!(decoder(1000).set_chunk_size(0).is_err());
        let mut many = BytesMut::new();
        (0..=255).for_each(|csid| many.extend_from_slice(&[0, csid, 0, 0, 0, 0, 0, 1, 9, 0, 0, 0, 0, 1]));
        let mut decoder = decoder(1000);
        assert!((0..300).any(|_| decoder.decode(&mut many).is_err()));
    }

    #[test]
    fn only_sound_and_picture_of_a_publisher_may_be_large() {
        let is_taken = |decoder: &mut Decoder, kind| {
            decoder.decode(&mut BytesMut::from(&header(6, 0, 2000, kind, 1)[..])).is_ok()
        };
        let limits = Limits { message: 2000, command: 1999, ..Limits::default() };
        for kind in 1..=22 {
            assert!(!is_taken(&mut Decoder::new(&limits), kind), "{kind} before a publish");
            let mut publisher = Decoder::new(&limits);
            publisher.take_media();
            assert_eq!(is_taken(&mut publisher, kind), matches!(kind, 8 | 9 | 22), "{kind} of a publisher");
        }
    }

    #[test]
    fn a_size_that_is_not_repeated_is_still_held_to_the_kind() {
        let mut decoder = Decoder::new(&Limits { message: 2000, command: 1000, ..Limits::default() });
        decoder.take_media();
        let mut bytes = encode(6, 0, &Bytes::from(vec![0; 2000]), 128);
        decoder.decode(&mut bytes).expect("a picture").expect("whole");
        assert!(decoder.decode(&mut BytesMut::from(&[0x46, 0, 0, 0, 0, 7, 0xD0, 20][..])).is_err());
    }

    #[test]
    fn mutated_chunks_neither_panic_nor_grow() {
        let mut random = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = move || {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random as usize
        };
        let body = Bytes::from(vec![1; 700]);
        let valid = [encode(3, 0, &body, 128), encode(6, EXTENDED, &body, 128)].concat();
        for _ in 0..5_000 {
            let mut bytes = BytesMut::from(&valid[..]);
            for _ in 0..1 + next() % 8 {
                let at = next() % bytes.len();
                bytes[at] = next() as u8;
            }
            let mut decoder = decoder(4_096);
            while let Ok(Some(message)) = decoder.decode(&mut bytes) {
                let _ = rtmp_rs::protocol::message::RtmpMessage::from_chunk(&message);
            }
            assert!(decoder.held <= 2 * 4_096);
        }
    }
}
