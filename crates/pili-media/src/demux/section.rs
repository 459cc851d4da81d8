//! Sections, in which tables come: parts of one or of several packets (ISO/IEC 13818-1, 2.4.4).

use super::packet::{Continuity, Order, Packet};

const HEADER: usize = 3;
const STUFFING: u8 = 0xFF;

/// The sections of one PID.
#[derive(Debug, Default)]
pub(super) struct Sections {
    continuity: Continuity,
    /// The section that has begun, which its length bounds.
    begun: Option<Vec<u8>>,
}

impl Sections {
    /// The sections that a packet completes and whose checksum holds.
    pub(super) fn push(&mut self, packet: &Packet) -> Vec<Vec<u8>> {
        match self.continuity.see(packet) {
            Order::Again => return Vec::new(),
            Order::Gap => self.begun = None,
            Order::Next => {}
        }
        let mut whole = Vec::new();
        if !packet.is_start {
            self.extend(&packet.payload, &mut whole);
            return whole;
        }
        let Some((pointer, rest)) = packet.payload.split_first() else { return whole };
        let Some((end, start)) = rest.split_at_checked(usize::from(*pointer)) else { return whole };
        self.extend(end, &mut whole);
        self.begun = Some(Vec::new());
        self.extend(start, &mut whole);
        whole
    }

    fn extend(&mut self, bytes: &[u8], whole: &mut Vec<Vec<u8>>) {
        let Some(begun) = &mut self.begun else { return };
        begun.extend_from_slice(bytes);
        while let Some(size) = size(begun) {
            if begun.len() < size {
                return;
            }
            let rest = begun.split_off(size);
            let section = std::mem::replace(begun, rest);
            if checksum(&section) == 0 {
                whole.push(section);
            }
        }
        if begun.first() == Some(&STUFFING) {
            self.begun = None;
        }
    }
}

/// Bytes of the section that begins here, as far as that is known.
fn size(begun: &[u8]) -> Option<usize> {
    let &[table, first, second, ..] = begun else { return None };
    let rest = usize::from(u16::from_be_bytes([first, second]) & 0x0FFF);
    (table != STUFFING).then_some(HEADER + rest)
}

/// The CRC of MPEG-2 (annex A): zero of a whole section.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0x04C1_1DB7;
    bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte) << 24, |crc, _| {
            crc << 1 ^ if crc >> 31 == 1 { POLYNOMIAL } else { 0 }
        })
    })
}
