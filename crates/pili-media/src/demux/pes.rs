//! PES packets: frames with their times, put together from packets (ISO/IEC 13818-1, 2.4.3.6).

use bytes::{Bytes, BytesMut};

use super::{
    DemuxError,
    packet::{Continuity, Order, Packet},
};

/// What comes before the flags: a start code, the kind of stream, and the length.
const HEADER: usize = 6;
const START_CODE: [u8; 3] = [0, 0, 1];

/// A whole PES packet.
#[derive(Debug)]
pub(super) struct Pes {
    /// By the clock of 90 kHz.
    pub(super) present: Option<u64>,
    pub(super) decode: Option<u64>,
    pub(super) is_random_access: bool,
    pub(super) data: Bytes,
}

/// What came of a track.
#[derive(Debug)]
pub(super) enum Arrival {
    Whole(Pes),
    /// Something is missing here.
    Loss,
}

/// The PES packets of one PID.
#[derive(Debug)]
pub(super) struct Assembler {
    continuity: Continuity,
    begun: Option<Begun>,
    most: usize,
}

#[derive(Debug)]
struct Begun {
    bytes: BytesMut,
    is_random_access: bool,
}

impl Assembler {
    /// Holds at most so many bytes.
    pub(super) fn new(most: usize) -> Self {
        Self { continuity: Continuity::default(), begun: None, most }
    }

    pub(super) fn push(&mut self, packet: &Packet) -> Result<Vec<Arrival>, DemuxError> {
        let mut arrivals = Vec::new();
        match self.continuity.see(packet) {
            Order::Again => return Ok(arrivals),
            Order::Gap => {
                self.begun = None;
                arrivals.push(Arrival::Loss);
            }
            Order::Next => {}
        }
        if packet.is_start {
            arrivals.extend(self.finish());
            let is_random_access = packet.is_random_access;
            self.begun = Some(Begun { bytes: BytesMut::new(), is_random_access });
        }
        let Some(begun) = &mut self.begun else { return Ok(arrivals) };
        begun.bytes.extend_from_slice(&packet.payload);
        if begun.bytes.len() > self.most {
            return Err(DemuxError::TooLarge(self.most));
        }
        if begun.size().is_some_and(|size| begun.bytes.len() >= size) {
            arrivals.extend(self.finish());
        }
        Ok(arrivals)
    }

    /// What has begun, if it may end here.
    pub(super) fn finish(&mut self) -> Option<Arrival> {
        let Begun { bytes, is_random_access } = self.begun.take()?;
        Some(Pes::parse(bytes.freeze(), is_random_access).map_or(Arrival::Loss, Arrival::Whole))
    }
}

impl Begun {
    /// Bytes in all, if that is said.
    fn size(&self) -> Option<usize> {
        size(&self.bytes)
    }
}

impl Pes {
    fn parse(bytes: Bytes, is_random_access: bool) -> Option<Self> {
        let whole = match size(&bytes) {
            Some(size) => (size <= bytes.len()).then(|| bytes.slice(..size))?,
            None => bytes,
        };
        let &[_, _, _, _, _, _, marks, flags, length, ..] = &whole[..] else { return None };
        if !whole.starts_with(&START_CODE) || marks >> 6 != 2 {
            return None;
        }
        let start = HEADER + 3;
        let times = whole.get(start..start + usize::from(length))?;
        Some(Self {
            present: (flags & 0x80 != 0).then(|| times.get(..5).map(time)).flatten(),
            decode: (flags & 0xC0 == 0xC0).then(|| times.get(5..10).map(time)).flatten(),
            is_random_access,
            data: whole.slice(start + usize::from(length)..),
        })
    }
}

/// Bytes in all, if the header says so; pictures may leave it open.
fn size(bytes: &[u8]) -> Option<usize> {
    let length = usize::from(u16::from_be_bytes(bytes.get(4..HEADER)?.try_into().ok()?));
    (length > 0).then_some(HEADER + length)
}

/// 33 bits in three parts, with a bit that is always set behind each.
fn time(bytes: &[u8]) -> u64 {
    let all = bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
    (all >> 33 & 7) << 30 | (all >> 17 & 0x7FFF) << 15 | all >> 1 & 0x7FFF
}
