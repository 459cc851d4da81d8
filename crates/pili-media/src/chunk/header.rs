use bytes::Buf as _;

use super::EXTENDED;

/// A chunk's header, as far as it was sent.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) format: u8,
    pub(super) field: Option<u32>,
    pub(super) is_extended: bool,
    pub(super) size: Option<usize>,
    pub(super) kind: Option<u8>,
    pub(super) stream_id: Option<u32>,
    pub(super) length: usize,
}

/// The timestamp field that was last read on a chunk stream: a time after a full header, else a delta.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TimeField {
    pub(super) value: u32,
    pub(super) is_extended: bool,
}

/// Format, chunk stream and length of the basic header.
pub(super) fn basic_header(bytes: &[u8]) -> Option<(u8, u32, usize)> {
    let first = *bytes.first()?;
    let (csid, length) = match first & 0x3F {
        0 => (64 + u32::from(*bytes.get(1)?), 2),
        1 => (64 + u32::from(*bytes.get(1)?) + 256 * u32::from(*bytes.get(2)?), 3),
        csid => (u32::from(csid), 1),
    };
    Some((first >> 6, csid, length))
}

/// The header behind the basic one, of this format and length.
pub(super) fn message_header(format: u8, basic: usize, known: TimeField, bytes: &[u8]) -> Option<Header> {
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
        if format < 3 || long == known.value {
            header.field = Some(long);
            header.length += 4;
        }
    }
    Some(header)
}
