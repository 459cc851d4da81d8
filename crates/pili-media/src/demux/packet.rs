//! Packets of 188 bytes, found in bytes as they come (ISO/IEC 13818-1, 2.4.3.2).

use bytes::{Buf as _, Bytes, BytesMut};

const SIZE: usize = 188;
const SYNC: u8 = 0x47;

/// Bytes that were received and not yet taken: less than two packets.
#[derive(Debug, Default)]
pub(super) struct Packets {
    buffer: BytesMut,
    is_in_step: bool,
}

/// What a packet says and holds.
#[derive(Debug)]
pub(super) struct Packet {
    pub(super) pid: u16,
    /// Whether a section or PES packet starts here.
    pub(super) is_start: bool,
    /// Whether a decoder can start with what starts here.
    pub(super) is_random_access: bool,
    /// Whether the counter may jump with nothing lost.
    is_discontinuity: bool,
    counter: u8,
    pub(super) payload: Bytes,
}

/// The packets of one PID, in their order.
#[derive(Debug, Default)]
pub(super) struct Continuity(Option<u8>);

/// How a packet stands to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Next,
    /// It was sent twice.
    Again,
    /// Others are missing between the two.
    Gap,
}

impl Packets {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next packet. Whatever does not look like one is passed over.
    pub(super) fn next(&mut self) -> Option<Bytes> {
        // An empty buffer says nothing.
        self.is_in_step &= self.buffer.first().is_none_or(|first| *first == SYNC);
        if !self.is_in_step {
            self.find_step()?;
        }
        (self.buffer.len() >= SIZE).then(|| self.buffer.split_to(SIZE).freeze())
    }

    /// Passes over what comes before two packets in a row.
    fn find_step(&mut self) -> Option<()> {
        let is_packet = |at: usize| self.buffer[at] == SYNC && self.buffer[at + SIZE] == SYNC;
        let candidates = self.buffer.len().saturating_sub(SIZE);
        let found = (0..candidates).find(|at| is_packet(*at));
        self.buffer.advance(found.unwrap_or(candidates));
        self.is_in_step = found.is_some();
        found.map(drop)
    }
}

impl Packet {
    /// `None` for one without a payload, and for one that cannot be read: damaged, or scrambled.
    pub(super) fn parse(bytes: &Bytes) -> Option<Self> {
        let header = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
        let (is_damaged, is_scrambled) = (header & 0x80_0000 != 0, header & 0xC0 != 0);
        let (has_adaptation, has_payload) = (header & 0x20 != 0, header & 0x10 != 0);
        if is_damaged || is_scrambled || !has_payload {
            return None;
        }
        let adaptation = if has_adaptation { 1 + usize::from(*bytes.get(4)?) } else { 0 };
        let flags = if adaptation > 1 { *bytes.get(5)? } else { 0 };
        Some(Self {
            pid: (header >> 8 & 0x1FFF) as u16,
            is_start: header & 0x40_0000 != 0,
            is_random_access: flags & 0x40 != 0,
            is_discontinuity: flags & 0x80 != 0,
            counter: (header & 0x0F) as u8,
            payload: (4 + adaptation <= bytes.len()).then(|| bytes.slice(4 + adaptation..))?,
        })
    }
}

impl Continuity {
    pub(super) fn see(&mut self, packet: &Packet) -> Order {
        match self.0.replace(packet.counter) {
            Some(last) if last == packet.counter && !packet.is_discontinuity => Order::Again,
            Some(last) if (last + 1) & 0x0F != packet.counter && !packet.is_discontinuity => Order::Gap,
            _ => Order::Next,
        }
    }
}
