//! The program: which of its tracks are taken.

use super::{
    DemuxError,
    clock::Clock,
    coding::Coding,
    packet::Packet,
    tables::{self, Entry},
    track::Track,
};
use crate::flv::Tag;

/// At most one track of pictures and one of sound.
#[derive(Debug)]
pub(super) struct Program {
    most: usize,
    clock: Clock,
    /// The program map that holds now.
    map: Vec<u8>,
    tracks: Vec<Track>,
}

impl Program {
    pub(super) fn new(most: usize) -> Self {
        Self { most, clock: Clock::default(), map: Vec::new(), tracks: Vec::new() }
    }

    /// Follows what the program map says: tracks that stay as they are go on.
    pub(super) fn describe(&mut self, section: &[u8], tags: &mut Vec<Tag>) -> Result<(), DemuxError> {
        if self.map == section {
            return Ok(());
        }
        let Some(entries) = tables::tracks(section) else { return Ok(()) };
        let wanted = chosen(&entries)?;
        for track in self.tracks.iter_mut().filter(|track| !wanted.contains(&track.entry)) {
            track.finish(&mut self.clock, tags)?;
        }
        self.tracks.retain(|track| wanted.contains(&track.entry));
        let is_known = |entry: &Entry| self.tracks.iter().any(|track| track.entry == *entry);
        let new: Vec<_> = wanted.iter().filter(|entry| !is_known(entry)).collect();
        self.tracks.extend(new.into_iter().filter_map(|entry| Track::new(*entry, self.most)));
        self.map = section.to_vec();
        Ok(())
    }

    /// Whether it was described.
    pub(super) fn is_known(&self) -> bool {
        !self.map.is_empty()
    }

    /// Whether it has pictures and sound.
    pub(super) fn has_both(&self) -> bool {
        self.tracks.len() == 2
    }

    pub(super) fn packet(&mut self, packet: &Packet, tags: &mut Vec<Tag>) -> Result<(), DemuxError> {
        let track = self.tracks.iter_mut().find(|track| track.entry.pid == packet.pid);
        track.map_or(Ok(()), |track| track.packet(packet, &mut self.clock, tags))
    }

    pub(super) fn finish(&mut self, tags: &mut Vec<Tag>) -> Result<(), DemuxError> {
        self.tracks.iter_mut().try_for_each(|track| track.finish(&mut self.clock, tags))
    }
}

/// The first track of pictures and the first of sound that can be taken; none of a kind must not mean that all of the
/// kind are encoded in a way that is not.
fn chosen(entries: &[Entry]) -> Result<Vec<Entry>, DemuxError> {
    let find = |is_it: fn(Coding) -> bool| entries.iter().find(|entry| is_it(entry.coding)).copied();
    let video = find(|coding| matches!(coding, Coding::Video(_)));
    let sound = find(|coding| matches!(coding, Coding::Sound(_)));
    let refused = entries.iter().find_map(|entry| match entry.coding {
        Coding::OtherVideo(name) if video.is_none() => Some(name),
        Coding::OtherSound(name) if sound.is_none() => Some(name),
        _ => None,
    });
    match refused {
        Some(name) => Err(DemuxError::Coding(name)),
        None => Ok(video.into_iter().chain(sound).collect()),
    }
}
