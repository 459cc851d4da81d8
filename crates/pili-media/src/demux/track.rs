//! One track: its PES packets, and what becomes of them.

use super::{
    DemuxError,
    clock::Clock,
    coding::Coding,
    packet::Packet,
    pes::{Arrival, Assembler, Pes},
    sound::Sound,
    tables::Entry,
    video::Video,
};
use crate::flv::Tag;

#[derive(Debug)]
pub(super) struct Track {
    pub(super) entry: Entry,
    assembler: Assembler,
    decoder: Decoder,
}

#[derive(Debug)]
enum Decoder {
    Video(Video),
    Sound(Sound),
}

impl Track {
    /// `None` if it cannot be taken.
    pub(super) fn new(entry: Entry, most: usize) -> Option<Self> {
        let decoder = match entry.coding {
            Coding::Video(syntax) => Decoder::Video(Video::new(syntax)),
            Coding::Sound(coding) => Decoder::Sound(Sound::new(coding)),
            Coding::OtherVideo(_) | Coding::OtherSound(_) | Coding::Data => return None,
        };
        Some(Self { entry, assembler: Assembler::new(most), decoder })
    }

    pub(super) fn packet(
        &mut self,
        packet: &Packet,
        clock: &mut Clock,
        tags: &mut Vec<Tag>,
    ) -> Result<(), DemuxError> {
        let arrivals = self.assembler.push(packet)?;
        arrivals.into_iter().try_for_each(|arrival| self.arrive(arrival, clock, tags))
    }

    /// Nothing more comes.
    pub(super) fn finish(&mut self, clock: &mut Clock, tags: &mut Vec<Tag>) -> Result<(), DemuxError> {
        let last = self.assembler.finish();
        last.map_or(Ok(()), |arrival| self.arrive(arrival, clock, tags))
    }

    fn arrive(&mut self, arrival: Arrival, clock: &mut Clock, tags: &mut Vec<Tag>) -> Result<(), DemuxError> {
        match (&mut self.decoder, arrival) {
            (Decoder::Video(video), Arrival::Loss) => video.lose(),
            (Decoder::Sound(sound), Arrival::Loss) => sound.lose(),
            (Decoder::Video(video), Arrival::Whole(pes)) => {
                let time = clock.time(pes.decode, pes.present);
                video.unit(&pes, time, tags)?;
            }
            (Decoder::Sound(sound), Arrival::Whole(pes)) => {
                let Pes { decode, present, data, .. } = pes;
                let has_time = decode.is_some() || present.is_some();
                let time = has_time.then(|| clock.time(decode, present));
                sound.push(&data, time, tags)?;
            }
        }
        Ok(())
    }
}
