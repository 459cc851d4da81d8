//! H.264 access units in the form that transport streams and decoders take (Annex B).

use bytes::Bytes;
use rtmp_rs::media::h264::{AvcConfig, NaluIterator};

use super::{
    codec::{VideoHeader, avc_config},
    frame::Frame,
};

const START_CODE: [u8; 4] = [0, 0, 0, 1];
/// An access unit delimiter that allows every kind of slice.
const DELIMITER: [u8; 2] = [0x09, 0xF0];
const TYPE_SPS: u8 = 7;
const TYPE_DELIMITER: u8 = 9;

/// The configuration in a frame that carries it; `None` if it is not H.264.
pub(crate) fn config(frame: &Frame) -> Option<AvcConfig> {
    let body = frame.body();
    let header = VideoHeader::parse(&body).filter(|header| header.codec == "h264")?;
    avc_config(body.slice(header.payload.min(body.len())..))
}

/// One picture: delimiter, parameter sets before a key frame, slices.
pub(crate) fn access_unit(config: &AvcConfig, payload: &Bytes, is_key: bool) -> Vec<u8> {
    let nals = || NaluIterator::new(payload, config.nalu_length_size);
    let has_own_sets = nals().any(|nal| kind(nal) == Some(TYPE_SPS));
    let sets = config.sps.iter().chain(&config.pps).map(Bytes::as_ref);
    let sets = sets.filter(|_| is_key && !has_own_sets);
    let slices = nals().filter(|nal| !matches!(kind(nal), None | Some(TYPE_DELIMITER)));
    let mut unit = Vec::with_capacity(payload.len() + 128);
    for nal in std::iter::once(&DELIMITER[..]).chain(sets).chain(slices) {
        unit.extend_from_slice(&START_CODE);
        unit.extend_from_slice(nal);
    }
    unit
}

fn kind(nal: &[u8]) -> Option<u8> {
    nal.first().map(|first| first & 0x1F)
}
