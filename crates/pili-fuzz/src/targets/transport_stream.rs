//! What comes over SRT: stream ids, and transport streams, whose tables are given a checksum that holds.

use pili_media::srt;

use super::{bytes, media, text};
use crate::target::Target;

pub(super) const TARGETS: &[Target] = &[
    Target::parser("transport-stream", seeds, |stream| {
        let stream = with_checksums(stream);
        // As datagrams bring it, and whole: what comes of it is the same.
        let (taken, wrong) = srt::taken_apart(stream.chunks(MESSAGE));
        let whole = srt::taken_apart([&*stream]);
        assert!(wrong.is_some() || whole.1.is_some() || taken.len() == whole.0.len());
        taken.iter().for_each(media::look_at);
        true
    }),
    // What is taken of it goes the way of every publish.
    Target::parser("transport-stream-published", seeds, |stream| {
        let (taken, _) = srt::taken_apart([&*with_checksums(stream)]);
        media::publish_tags(&taken);
        true
    }),
    Target::parser(
        "srt-asked",
        || bytes(["#!::h=hub/evening,m=publish,domain=publish.example.com,e=1700000000,token=ak:a_b-c="]),
        |id| {
            text(id).is_some_and(|id| {
                srt::asked(id).is_ok_and(|[app, name, ..]| !app.is_empty() && !name.is_empty())
            })
        },
    ),
];

const PACKET: usize = 188;
const MESSAGE: usize = 7 * PACKET;
const SYNC: u8 = 0x47;
const MAP: u8 = 2;

/// Segments of HLS, and the same with tracks of every other codec that is taken.
fn seeds() -> Vec<Vec<u8>> {
    let stream = media::transport_stream();
    let stream = stream.get(..64 * PACKET).unwrap_or(&stream).to_vec();
    let others = [(0x1B, 0x24), (0x0F, 0x03), (0x0F, 0x04), (0x0F, 0x06)];
    let others = others.map(|(from, to)| with_checksums(&with_codec(&stream, from, to)));
    std::iter::once(stream).chain(others).collect()
}

fn with_codec(stream: &[u8], from: u8, to: u8) -> Vec<u8> {
    let mut changed = stream.to_vec();
    for section in sections(stream).into_iter().filter(|section| stream[section.start] == MAP) {
        // After the head and the PID of the clock.
        let rows = section.start + 12..section.end - 4;
        if let Some(kind) = changed[rows].iter_mut().find(|byte| **byte == from) {
            *kind = to;
        }
    }
    changed
}

/// So that a table that was changed is read.
fn with_checksums(stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    for section in sections(&stream) {
        let end = section.end - 4;
        let checksum = checksum(&stream[section.start..end]).to_be_bytes();
        stream[end..section.end].copy_from_slice(&checksum);
    }
    stream
}

/// Tables that begin and end in one packet without an adaptation field.
fn sections(stream: &[u8]) -> Vec<std::ops::Range<usize>> {
    let section = |(at, packet): (usize, &[u8])| {
        let &[SYNC, flags, _, control, pointer, ..] = packet else { return None };
        let begins = flags & 0x40 != 0 && control & 0x30 == 0x10;
        let start = 5 + usize::from(pointer);
        let &[0 | MAP, high, low, ..] = packet.get(start..)? else { return None };
        let end = start + 3 + usize::from(u16::from_be_bytes([high & 0x0F, low]));
        let is_table = begins && high & 0x80 != 0 && (start + 16..=PACKET).contains(&end);
        is_table.then(|| at * PACKET + start..at * PACKET + end)
    };
    stream.chunks_exact(PACKET).enumerate().filter_map(section).collect()
}

/// The CRC of MPEG-2.
fn checksum(bytes: &[u8]) -> u32 {
    let bit = |crc: u32, _| (crc << 1) ^ if crc >> 31 == 1 { 0x04C1_1DB7 } else { 0 };
    bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ (u32::from(*byte) << 24), bit))
}
