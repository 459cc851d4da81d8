//! Parameter sets of pictures, and the record that decoders are configured with (ISO/IEC 14496-15).

use shiguredo_mp4::{
    Encode,
    bitstream::{
        h264::{self, H264SampleEntryConfig, LengthSize},
        h265::{self, H265ConstantFrameRate, H265SampleEntryConfig},
    },
};

use crate::annex_b::Syntax;

/// What comes before a record where it is a box of MP4.
const BOX_HEADER: usize = 8;
/// More sets of pictures than any stream has.
const MOST: usize = 64;

/// The parameter sets that hold now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ParameterSets {
    video: Vec<Vec<u8>>,
    sequence: Vec<Vec<u8>>,
    picture: Vec<Vec<u8>>,
}

/// What a NAL unit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    VideoSet,
    SequenceSet,
    PictureSet,
    Delimiter,
    /// Of a picture that needs no other.
    KeySlice,
    Slice,
    Other,
}

impl Role {
    pub(super) fn of(syntax: Syntax, nal: &[u8]) -> Self {
        match (syntax, syntax.kind(nal)) {
            (Syntax::H264, Some(1..=4)) => Self::Slice,
            (Syntax::H264, Some(5)) => Self::KeySlice,
            (Syntax::H264, Some(7)) => Self::SequenceSet,
            (Syntax::H264, Some(8)) => Self::PictureSet,
            (Syntax::H264, Some(9)) => Self::Delimiter,
            (Syntax::Hevc, Some(16..=23)) => Self::KeySlice,
            (Syntax::Hevc, Some(0..=31)) => Self::Slice,
            (Syntax::Hevc, Some(32)) => Self::VideoSet,
            (Syntax::Hevc, Some(33)) => Self::SequenceSet,
            (Syntax::Hevc, Some(34)) => Self::PictureSet,
            (Syntax::Hevc, Some(35)) => Self::Delimiter,
            _ => Self::Other,
        }
    }
}

impl ParameterSets {
    /// Learns those of an access unit: with a sequence come all sets, otherwise what is new counts beside the rest.
    pub(super) fn learn(&mut self, found: Self) {
        if !found.sequence.is_empty() {
            let video = if found.video.is_empty() { std::mem::take(&mut self.video) } else { found.video };
            let picture =
                if found.picture.is_empty() { std::mem::take(&mut self.picture) } else { found.picture };
            *self = Self { video, sequence: found.sequence, picture };
            return;
        }
        for (known, found) in [(&mut self.video, found.video), (&mut self.picture, found.picture)] {
            for set in found {
                if !known.contains(&set) && known.len() < MOST {
                    known.push(set);
                }
            }
        }
    }

    pub(super) fn add(&mut self, role: Role, nal: &[u8]) {
        match role {
            Role::VideoSet => self.video.push(nal.to_vec()),
            Role::SequenceSet => self.sequence.push(nal.to_vec()),
            Role::PictureSet => self.picture.push(nal.to_vec()),
            Role::Delimiter | Role::KeySlice | Role::Slice | Role::Other => {}
        }
    }

    pub(super) fn has_sequence(&self) -> bool {
        !self.sequence.is_empty()
    }

    /// The record that holds them; `None` if they are not all there, or cannot be read.
    pub(super) fn record(&self, syntax: Syntax) -> Option<Vec<u8>> {
        let length_size = LengthSize::FourBytes;
        let record = match syntax {
            Syntax::H264 => {
                let config = H264SampleEntryConfig { length_size };
                let entry = h264::build_avc1_box(&self.sequence, &self.picture, &config);
                entry.ok()?.avcc_box.encode_to_vec()
            }
            Syntax::Hevc => {
                let config = H265SampleEntryConfig {
                    length_size,
                    avg_frame_rate: H265SampleEntryConfig::AVG_FRAME_RATE_UNSPECIFIED,
                    constant_frame_rate: H265ConstantFrameRate::Unknown,
                };
                let entry = h265::build_hvc1_box(&self.video, &self.sequence, &self.picture, &config);
                entry.ok()?.hvcc_box.encode_to_vec()
            }
        };
        record.ok()?.get(BOX_HEADER..).map(<[u8]>::to_vec)
    }
}
