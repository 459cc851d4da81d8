//! Pictures as H.264 lays them out in FLV; nobody decodes them.
//!
//! ```
//! assert_eq!(pili_conformance::h264::picture(true, 4_000).len(), 4_000);
//! ```

use bytes::{BufMut as _, Bytes, BytesMut};

/// A configuration: baseline, 320×240.
pub const CONFIGURATION: &[u8] = &[
    0x17, 0, 0, 0, 0, 1, 0x42, 0xC0, 0x0D, 0xFF, 0xE1, 0, 8, 0x67, 0x42, 0xC0, 0x0D, 0xDA, 0x05, 0x07, 0xE4,
    1, 0, 4, 0x68, 0xCE, 0x3C, 0x80,
];

/// One slice, in a body of so many bytes, ten at least.
#[must_use]
pub fn picture(is_key: bool, size: usize) -> Bytes {
    let (kind, unit) = if is_key { (0x17, 0x65) } else { (0x27, 0x41) };
    let mut body = BytesMut::with_capacity(size);
    body.put_slice(&[kind, 1, 0, 0, 0]);
    body.put_u32(size.saturating_sub(9) as u32);
    body.put_u8(unit);
    body.resize(size, 0x5A);
    body.freeze()
}
