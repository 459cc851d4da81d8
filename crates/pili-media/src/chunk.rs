//! The chunk layer: messages cut into chunks and put together again. Does no I/O.

mod decoder;
mod header;

use std::io;

use bytes::{BufMut, Bytes, BytesMut};

use crate::{TagKind, wire::constants::EXTENDED_TIMESTAMP_THRESHOLD as EXTENDED};

pub(crate) use decoder::Decoder;

/// The chunk size that we announce; most frames fit into one chunk.
pub(crate) const OUT: usize = 65_536;

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
    // No byte too many: such are shared at no further cost.
    let mut header = BytesMut::with_capacity(if extended(timestamp).is_some() { 16 } else { 12 });
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

/// An error for bytes that are not RTMP, or are no RTMP that is taken.
pub(crate) fn invalid(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests;
