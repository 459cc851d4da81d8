//! MPEG transport streams taken apart: bytes as they come in, messages as RTMP has them out.
//!
//! A stream may begin anywhere, lose packets and carry whatever it likes. Of its first program the first track of
//! pictures and the first of sound that can be taken are; the others are passed over. A PES packet holds one access
//! unit, as every encoder sends them. Where something of a track was lost, its PES packet is dropped; pictures go on
//! with the next key frame, for those between lean on what is missing. Pictures and sound come out in the order of their times.

mod adts;
mod clock;
mod coding;
mod error;
mod mpeg_audio;
mod opus;
mod order;
mod packet;
mod pes;
mod program;
mod records;
mod section;
mod sound;
mod tables;
mod track;
mod video;

#[cfg(test)]
pub(crate) mod tests;

use crate::flv::Tag;

use order::Order;
use packet::{Packet, Packets};
use program::Program;
use section::Sections;

pub(crate) use error::DemuxError;

const PAT: u16 = 0;
/// Bytes in which a program must have been described: encoders do it ten times a second.
const PATIENCE: usize = 4 << 20;

/// Takes a transport stream apart.
#[derive(Debug)]
pub(crate) struct Demuxer {
    packets: Packets,
    associations: Sections,
    map: Option<Map>,
    program: Program,
    order: Order,
    /// Bytes that came so far, up to what patience there is.
    came: usize,
}

/// Where the program is described.
#[derive(Debug)]
struct Map {
    pid: u16,
    sections: Sections,
}

impl Demuxer {
    /// One that holds at most so many bytes of a frame.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            packets: Packets::default(),
            associations: Sections::default(),
            map: None,
            program: Program::new(most),
            order: Order::default(),
            came: 0,
        }
    }

    /// The messages that these bytes complete.
    ///
    /// # Errors
    /// What it carries cannot be taken, and why; nothing more can be read then.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<Vec<Tag>, DemuxError> {
        let mut tags = Vec::new();
        self.packets.push(bytes);
        while let Some(packet) = self.packets.next() {
            if let Some(packet) = Packet::parse(&packet) {
                self.packet(&packet, &mut tags)?;
            }
        }
        self.came = (self.came + bytes.len()).min(PATIENCE);
        let is_hopeless = self.came == PATIENCE && !self.program.is_known();
        if is_hopeless {
            Err(DemuxError::NoProgram)
        } else {
            Ok(self.order.push(tags, self.program.has_both()))
        }
    }

    /// The messages that lack nothing but the start of the next.
    pub(crate) fn finish(&mut self) -> Result<Vec<Tag>, DemuxError> {
        let mut tags = Vec::new();
        self.program.finish(&mut tags)?;
        Ok(self.order.push(tags, false))
    }

    fn packet(&mut self, packet: &Packet, tags: &mut Vec<Tag>) -> Result<(), DemuxError> {
        if packet.pid == PAT {
            let found = self.associations.push(packet);
            if let Some(pid) = found.iter().find_map(|section| tables::map_of_first_program(section)) {
                self.follow(pid);
            }
            return Ok(());
        }
        match &mut self.map {
            Some(map) if map.pid == packet.pid => {
                for section in map.sections.push(packet) {
                    self.program.describe(&section, tags)?;
                }
                Ok(())
            }
            _ => self.program.packet(packet, tags),
        }
    }

    fn follow(&mut self, pid: u16) {
        if self.map.as_ref().is_none_or(|map| map.pid != pid) {
            self.map = Some(Map { pid, sections: Sections::default() });
        }
    }
}
