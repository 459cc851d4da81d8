//! The index of an MP4 file, put in front of what it points at.

use std::num::NonZeroU32;

use bytes::Bytes;
use shiguredo_mp4::{
    Either, Encode, FixedPointNumber,
    boxes::{EdtsBox, ElstBox, ElstEntry, MoovBox, TrakBox},
    mux::{FinalizedBoxes, MuxError},
};

/// The header of an `mdat` whose size has 64 bits.
const DATA_HEADER: usize = 16;

pub(super) struct Index {
    file_type: Vec<u8>,
    moov: MoovBox,
}

impl Index {
    /// That of a file of tracks which begin at these times, each in its own scale.
    pub(super) fn of(file: &FinalizedBoxes, begins: impl Iterator<Item = (NonZeroU32, u64)>) -> Self {
        let head = file.offset_and_bytes_pairs().next().map_or(&[][..], |(_, bytes)| bytes);
        let size = head.first_chunk().map_or(0, |size| u32::from_be_bytes(*size) as usize);
        let mut moov = file.moov_box().clone();
        let scale = u64::from(moov.mvhd_box.timescale.get());
        for (track, (of_track, begin)) in moov.trak_boxes.iter_mut().zip(begins) {
            let of_track = u64::from(of_track.get());
            delay(track, (begin * scale + of_track / 2) / of_track);
            moov.mvhd_box.duration = moov.mvhd_box.duration.max(track.tkhd_box.duration);
        }
        Self { file_type: head.get(..size).unwrap_or_default().to_vec(), moov }
    }

    /// The file, of which the data was reckoned to begin at a place.
    pub(super) fn in_front_of(mut self, data: &[u8], reckoned: usize) -> Result<Bytes, MuxError> {
        let begin = self.file_type.len() + self.moov.encode_to_vec()?.len() + DATA_HEADER;
        for track in &mut self.moov.trak_boxes {
            shift(track, begin as i64 - reckoned as i64)?;
        }
        let mut file = self.file_type;
        file.extend(self.moov.encode_to_vec()?);
        file.extend_from_slice(&[0, 0, 0, 1, b'm', b'd', b'a', b't']);
        file.extend_from_slice(&((DATA_HEADER + data.len()) as u64).to_be_bytes());
        file.extend_from_slice(data);
        Ok(file.into())
    }
}

/// A track that begins later than the file, in the scale of the file (ISO/IEC 14496-12, 8.6.6).
fn delay(track: &mut TrakBox, by: u64) {
    if by == 0 {
        return;
    }
    let edit = |edit_duration, media_time| ElstEntry {
        edit_duration,
        media_time,
        media_rate: FixedPointNumber::new(1, 0),
    };
    let entries = vec![edit(by, -1), edit(track.tkhd_box.duration, 0)];
    let elst_box = Some(ElstBox { entries });
    track.edts_box = Some(EdtsBox { elst_box, unknown_boxes: Vec::new() });
    track.tkhd_box.duration += by;
}

/// Tells a track that its data lies further on.
fn shift(track: &mut TrakBox, by: i64) -> Result<(), MuxError> {
    match &mut track.mdia_box.minf_box.stbl_box.stco_or_co64_box {
        Either::A(short) => {
            for offset in &mut short.chunk_offsets {
                let shifted = i64::from(*offset) + by;
                *offset = u32::try_from(shifted).map_err(|_| MuxError::Overflow)?;
            }
        }
        Either::B(long) => {
            for offset in &mut long.chunk_offsets {
                *offset = offset.checked_add_signed(by).ok_or(MuxError::Overflow)?;
            }
        }
    }
    Ok(())
}
