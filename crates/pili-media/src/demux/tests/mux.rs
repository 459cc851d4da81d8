//! Transport streams as tests want them: of the messages of a clip, packet by packet.

use std::collections::HashMap;

use bytes::Bytes;

use super::super::section::checksum;
use crate::{
    Codec, TagKind,
    annex_b::ParameterSets,
    codec::{AudioHeader, Part, VideoHeader, aac_config_of},
    flv::Tag,
    wire::{AudioSpecificConfig, generate_adts_header},
};

pub(super) const SIZE: usize = 188;
pub(super) const VIDEO: u16 = 0x100;
pub(super) const SOUND: u16 = 0x101;
pub(super) const MAP: u16 = 0x1000;
const ROOM: usize = SIZE - 4;

/// Type, PID and descriptors of a track.
pub(super) type Row<'a> = (u8, u16, &'a [u8]);

pub(super) const H264: Row<'_> = (0x1B, VIDEO, &[]);
pub(super) const HEVC: Row<'_> = (0x24, VIDEO, &[]);
pub(super) const AAC: Row<'_> = (0x0F, SOUND, &[]);
pub(super) const MP3: Row<'_> = (0x03, SOUND, &[]);
pub(super) const OPUS: Row<'_> = (0x06, SOUND, &[5, 4, b'O', b'p', b'u', b's', 0x7F, 2, 0x80, 2]);

#[derive(Default)]
pub(super) struct Mux {
    pub(super) bytes: Vec<u8>,
    /// Ticks at which the clip's clock is zero.
    pub(super) base: u64,
    /// Where sound goes, if elsewhere.
    pub(super) sound: Option<u16>,
    counters: HashMap<u16, u8>,
    sets: Option<ParameterSets>,
    aac: Option<AudioSpecificConfig>,
}

impl Mux {
    /// The tables of one program with these tracks.
    pub(super) fn tables(&mut self, rows: &[Row<'_>]) {
        self.section(0, 0, &[0, 0, 0xE0, 0x10, 0, 1, 0xE0 | (MAP >> 8) as u8, MAP as u8]);
        let mut map = vec![0xE1, 0, 0xF0, 0];
        for (stream_type, pid, descriptors) in rows {
            let [high, low] = (0xE000 | pid).to_be_bytes();
            map.extend([*stream_type, high, low, 0xF0, descriptors.len() as u8]);
            map.extend_from_slice(descriptors);
        }
        self.section(MAP, 2, &map);
    }

    fn section(&mut self, pid: u16, table: u8, rows: &[u8]) {
        let [high, low] = (0xB000 | (rows.len() + 9) as u16).to_be_bytes();
        let mut section = vec![table, high, low, 0, 1, 0xC1, 0, 0];
        section.extend_from_slice(rows);
        section.extend(checksum(&section).to_be_bytes());
        let mut payload = [&[0], &section[..]].concat();
        // In as many packets as it takes.
        payload.resize(payload.len().next_multiple_of(ROOM), 0xFF);
        self.packets(pid, false, &payload);
    }

    /// A message as the PES packet that an encoder would send.
    pub(super) fn tag(&mut self, tag: &Tag) {
        match tag.kind {
            TagKind::Video => self.picture(tag),
            TagKind::Audio => self.sound(tag),
            TagKind::Script => {}
        }
    }

    fn picture(&mut self, tag: &Tag) {
        let header = VideoHeader::parse(&tag.body).expect("a picture");
        match header.part {
            Part::Config => self.sets = ParameterSets::of(&tag.body),
            Part::Frame => {
                let sets = self.sets.as_ref().expect("a configuration");
                let data = sets.parts(&tag.body.slice(header.payload..), header.is_key).concat();
                let decode = self.base + u64::from(tag.timestamp) * 90;
                let present = decode.wrapping_add_signed(i64::from(header.composition) * 90);
                let head =
                    [&[0, 0, 1, 0xE0, 0, 0, 0x84, 0xC0, 10], &times(3, present)[..], &times(1, decode)];
                self.packets(VIDEO, header.is_key, &[&head.concat(), &data[..]].concat());
            }
            _ => {}
        }
    }

    fn sound(&mut self, tag: &Tag) {
        let header = AudioHeader::parse(&tag.body).expect("sound");
        if header.part == Part::Config {
            self.aac = aac_config_of(&tag.body);
            return;
        }
        let payload = tag.body.slice(header.payload..);
        let before = match header.codec {
            Codec::Aac => {
                let config = self.aac.as_ref().expect("a configuration");
                Bytes::copy_from_slice(&generate_adts_header(config, payload.len()))
            }
            Codec::Opus => {
                let sizes = vec![255; payload.len() / 255];
                [&[0x7F, 0xE0], &sizes[..], &[(payload.len() % 255) as u8]].concat().into()
            }
            _ => Bytes::new(),
        };
        self.pes(self.sound.unwrap_or(SOUND), tag.timestamp.into(), &[before, payload].concat());
    }

    /// A PES packet that says how long it is.
    pub(super) fn pes(&mut self, pid: u16, ms: u64, data: &[u8]) {
        let size = (3 + 5 + data.len()) as u16;
        let head = [&[0, 0, 1, 0xC0][..], &size.to_be_bytes(), &[0x84, 0x80, 5]].concat();
        let time = times(2, self.base + ms * 90);
        self.packets(pid, false, &[&head, &time[..], data].concat());
    }

    /// Packets of a PID, the first of which starts something.
    pub(super) fn packets(&mut self, pid: u16, is_random_access: bool, payload: &[u8]) {
        let mut is_start = true;
        let mut rest = payload;
        while !rest.is_empty() {
            let flags = is_random_access && is_start;
            let most = if flags { ROOM - 2 } else { ROOM };
            let (part, next) = rest.split_at(rest.len().min(most));
            self.packet(pid, is_start, flags, part);
            (is_start, rest) = (false, next);
        }
    }

    fn packet(&mut self, pid: u16, is_start: bool, is_random_access: bool, payload: &[u8]) {
        let counter = self.counters.entry(pid).or_default();
        let stuffing = ROOM - payload.len();
        let [high, low] = (pid | if is_start { 0x4000 } else { 0 }).to_be_bytes();
        let control = if stuffing > 0 { 0x30 } else { 0x10 };
        self.bytes.extend([0x47, high, low, control | *counter]);
        *counter = (*counter + 1) & 0x0F;
        if stuffing > 0 {
            self.bytes.push((stuffing - 1) as u8);
        }
        if stuffing > 1 {
            self.bytes.push(if is_random_access { 0x40 } else { 0 });
            self.bytes.resize(self.bytes.len() + stuffing - 2, 0xFF);
        }
        self.bytes.extend_from_slice(payload);
    }
}

/// 33 bits behind a mark, in five bytes.
fn times(mark: u64, ticks: u64) -> [u8; 5] {
    let ticks = ticks & ((1 << 33) - 1);
    let all = mark << 36
        | (ticks >> 30) << 33
        | 1 << 32
        | (ticks >> 15 & 0x7FFF) << 17
        | 1 << 16
        | (ticks & 0x7FFF) << 1
        | 1;
    let [_, _, _, bytes @ ..] = all.to_be_bytes();
    bytes
}
