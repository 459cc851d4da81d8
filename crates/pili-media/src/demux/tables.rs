//! What programs there are, and of what tracks one is made (ISO/IEC 13818-1, 2.4.4.3 and 2.4.4.8).

use super::coding::Coding;

const ASSOCIATIONS: u8 = 0;
const MAP: u8 = 2;
/// What comes before the rows of every table, and the checksum behind them.
const HEADER: usize = 8;
const CHECKSUM: usize = 4;

/// A track as the program map has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) pid: u16,
    pub(super) coding: Coding,
}

/// Where the first program is described.
pub(super) fn map_of_first_program(section: &[u8]) -> Option<u16> {
    let mut rows = rows(section, ASSOCIATIONS)?.chunks_exact(4);
    rows.find_map(|row| match row {
        // Program 0 is no program, but the network.
        [0, 0, ..] => None,
        [_, _, high, low] => Some(pid([*high, *low])),
        _ => None,
    })
}

/// The tracks of a program, in their order.
pub(super) fn tracks(section: &[u8]) -> Option<Vec<Entry>> {
    let rows = rows(section, MAP)?;
    let about = length(rows.get(2..4)?);
    let mut rows = rows.get(4 + about..)?;
    let mut entries = Vec::new();
    while let [stream_type, high, low, rest @ ..] = rows {
        let size = length(rest.get(..2)?);
        let (descriptors, next) = rest.get(2..)?.split_at_checked(size)?;
        entries.push(Entry { pid: pid([*high, *low]), coding: Coding::of(*stream_type, descriptors) });
        rows = next;
    }
    Some(entries)
}

/// The rows of a table that holds now.
fn rows(section: &[u8], table: u8) -> Option<&[u8]> {
    let holds_now = section.get(5)? & 1 == 1;
    let is_it = section.first() == Some(&table) && holds_now;
    is_it.then(|| section.get(HEADER..section.len().checked_sub(CHECKSUM)?)).flatten()
}

fn pid(bytes: [u8; 2]) -> u16 {
    u16::from_be_bytes(bytes) & 0x1FFF
}

fn length(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)) & 0x0FFF
}
