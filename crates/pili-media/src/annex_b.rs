//! Access units of H.264 and HEVC in the form that transport streams and decoders take (Annex B).

use bytes::{Buf, Bytes};

use crate::{
    codec::{Codec, VideoHeader, avc_config},
    wire::NaluIterator,
};

pub(crate) const START_CODE: [u8; 4] = [0, 0, 0, 1];

/// A stream's parameter sets, and how its messages are divided.
#[derive(Debug)]
pub(crate) struct ParameterSets {
    pub(crate) syntax: Syntax,
    sets: Vec<Bytes>,
    length_size: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    H264,
    Hevc,
}

impl Syntax {
    /// An access unit delimiter that allows every kind of slice.
    fn delimiter(self) -> &'static [u8] {
        match self {
            Self::H264 => &[0x09, 0xF0],
            Self::Hevc => &[0x46, 0x01, 0x50],
        }
    }

    fn is_delimiter(self, nal: &[u8]) -> bool {
        self.kind(nal) == self.kind(self.delimiter())
    }

    pub(crate) fn is_sps(self, nal: &[u8]) -> bool {
        self.kind(nal) == Some(if self == Self::H264 { 7 } else { 33 })
    }

    /// The type of a NAL unit.
    pub(crate) fn kind(self, nal: &[u8]) -> Option<u8> {
        let first = nal.first()?;
        Some(if self == Self::H264 { first & 0x1F } else { first >> 1 & 0x3F })
    }
}

impl ParameterSets {
    /// Those of a configuration message; `None` for other codecs.
    pub(crate) fn of(body: &Bytes) -> Option<Self> {
        let header = VideoHeader::parse(body)?;
        let record = body.slice(header.payload.min(body.len())..);
        match header.codec {
            Codec::H264 => Self::h264(record),
            Codec::Hevc => Self::hevc(record),
            _ => None,
        }
    }

    /// One picture: delimiter, parameter sets before a key frame, slices.
    #[cfg(any(feature = "snapshot", test))]
    pub(crate) fn access_unit(&self, payload: &Bytes, is_key: bool) -> Vec<u8> {
        self.parts(payload, is_key).concat()
    }

    /// The same in parts, none of which is copied.
    pub(crate) fn parts(&self, payload: &Bytes, is_key: bool) -> Vec<Bytes> {
        let nals = || NaluIterator::new(payload, self.length_size).filter(|nal| !nal.is_empty());
        let has_own_sets = nals().any(|nal| self.syntax.is_sps(nal));
        let sets = self.sets.iter().filter(|_| is_key && !has_own_sets).cloned();
        let slices = nals().filter(|nal| !self.syntax.is_delimiter(nal)).map(|nal| payload.slice_ref(nal));
        let units = std::iter::once(Bytes::from_static(self.syntax.delimiter())).chain(sets).chain(slices);
        units.flat_map(|nal| [Bytes::from_static(&START_CODE), nal]).collect()
    }

    fn h264(record: Bytes) -> Option<Self> {
        let config = avc_config(record)?;
        let sets = config.sps.into_iter().chain(config.pps).collect();
        Some(Self { syntax: Syntax::H264, sets, length_size: config.nalu_length_size })
    }

    /// The HEVC decoder configuration record (ISO/IEC 14496-15, 8.3.3).
    fn hevc(mut record: Bytes) -> Option<Self> {
        let length_size = (record.get(21)? & 3) + 1;
        let arrays = *record.get(22)?;
        record.advance(23);
        let mut sets = Vec::new();
        for _ in 0..arrays {
            record.try_get_u8().ok()?;
            for _ in 0..record.try_get_u16().ok()? {
                let size = usize::from(record.try_get_u16().ok()?);
                let is_whole = size <= record.len();
                sets.push(is_whole.then(|| record.split_to(size))?);
            }
        }
        Some(Self { syntax: Syntax::Hevc, sets, length_size })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record with one array of one parameter set.
    fn hevc_record() -> Vec<u8> {
        let mut record = vec![0; 23];
        record[21] = 3;
        record[22] = 1;
        record.extend_from_slice(&[0x21, 0, 1, 0, 3, 0x42, 1, 7]);
        record
    }

    #[test]
    fn hevc_parameter_sets_come_before_a_key_frame() {
        let message = [&[0x90], &b"hvc1"[..], &hevc_record()].concat();
        let sets = ParameterSets::of(&message.into()).expect("a record");
        let slice = Bytes::from_static(&[0, 0, 0, 3, 0x26, 1, 9]);
        let expected = [0, 0, 0, 1, 0x46, 1, 0x50, 0, 0, 0, 1, 0x42, 1, 7, 0, 0, 0, 1, 0x26, 1, 9];
        assert_eq!(sets.access_unit(&slice, true), expected);
        assert_eq!(sets.access_unit(&slice, false).len(), expected.len() - 7);
    }

    #[test]
    fn a_cut_record_is_none() {
        let record = hevc_record();
        for size in 0..record.len() {
            assert!(ParameterSets::hevc(Bytes::copy_from_slice(&record[..size])).is_none(), "{size}");
        }
    }
}
