//! Opus: packets with a header of their own (ETSI TS 103 491, and how Opus is put into transport streams).

use bytes::BufMut as _;

use super::sound::{Found, Start};
use crate::mp4::opus_samples;

/// Opus always counts in this many samples a second.
const RATE: u32 = 48_000;
/// Samples that a decoder drops at the beginning, as encoders usually have it.
const PRE_SKIP: u16 = 312;
const CONFIGURATION: &[u8] = b"\x90Opus";
const FRAME: &[u8] = b"\x91Opus";
/// How one to eight channels are put into streams, and in which order (RFC 7845, 5.1.1.2): streams, how many of them
/// have two channels, the channels.
const MAPPINGS: [(u8, u8, &[u8]); 8] = [
    (1, 0, &[0]),
    (1, 1, &[0, 1]),
    (2, 1, &[0, 2, 1]),
    (2, 2, &[0, 1, 2, 3]),
    (3, 2, &[0, 4, 1, 2, 3]),
    (4, 2, &[0, 4, 1, 2, 3, 5]),
    (4, 3, &[0, 4, 1, 2, 3, 5, 6]),
    (5, 3, &[0, 6, 1, 2, 3, 4, 5, 7]),
];

pub(super) fn start(channels: u8, bytes: &[u8]) -> Start {
    let [first, second, sizes @ ..] = bytes else { return Start::Cut };
    if u16::from_be_bytes([*first, *second]) >> 5 != 0x3FF {
        return Start::Other;
    }
    let Some(last) = sizes.iter().position(|size| *size != 255) else { return Start::Cut };
    let data: usize = sizes[..=last].iter().map(|size| usize::from(*size)).sum();
    let mut header = 2 + last + 1;
    // Trims of the beginning and of the end.
    header += [second & 0x10, second & 0x08].iter().filter(|is_there| **is_there != 0).count() * 2;
    if second & 0x04 != 0 {
        let Some(extension) = bytes.get(header) else { return Start::Cut };
        header += 1 + usize::from(*extension);
    }
    let Some(packet) = bytes.get(header..header + data) else { return Start::Cut };
    let Some(samples) = opus_samples(packet) else { return Start::Other };
    Start::Frame(Found {
        size: header + data,
        samples,
        rate: RATE,
        config: config(channels),
        mark: FRAME.to_vec(),
        header,
    })
}

/// The header of Ogg (RFC 7845, 5.1).
fn config(channels: u8) -> Vec<u8> {
    let mapping = usize::from(channels).checked_sub(1).and_then(|index| MAPPINGS.get(index));
    let (streams, coupled, order) = *mapping.unwrap_or(&MAPPINGS[1]);
    let mut config = CONFIGURATION.to_vec();
    config.put_slice(b"OpusHead\x01");
    config.put_u8(order.len() as u8);
    config.put_u16_le(PRE_SKIP);
    config.put_u32_le(RATE);
    config.put_i16_le(0);
    if order.len() <= 2 {
        config.put_u8(0);
        return config;
    }
    config.put_slice(&[1, streams, coupled]);
    config.put_slice(order);
    config
}
