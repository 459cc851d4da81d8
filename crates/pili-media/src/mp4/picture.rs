//! Pictures as MP4 describes them: from the record that the publisher sent, which MP4 holds as it is.

use bytes::Bytes;
use shiguredo_mp4::{
    Decode, Uint,
    bitstream::{
        av1::{self, Av1ObuParseContext, Av1ObuType},
        h265,
        vp9::{self, Vp9FrameSize},
    },
    boxes::{
        Av01Box, Av1cBox, Avc1Box, AvccBox, Hvc1Box, HvccBox, SampleEntry, VisualSampleEntryFields, Vp09Box,
        VpccBox,
    },
};

use crate::{
    Codec,
    codec::{VideoHeader, sps_size},
};

type Size = (u32, u32);

/// NAL unit type of a sequence parameter set of HEVC.
const HEVC_SPS: u8 = 33;

/// Describes a track by its configuration message and the data of a key frame; `None` if they do not say enough.
pub(crate) fn picture(codec: Codec, config: Option<Bytes>, key_frame: Option<Bytes>) -> Option<SampleEntry> {
    let config = config?;
    let header = VideoHeader::parse(&config).filter(|header| header.codec == codec)?;
    let record = config.get(header.payload..)?;
    match codec {
        Codec::H264 => avc(record),
        Codec::Hevc => hevc(record),
        Codec::Av1 => av1(record),
        Codec::Vp9 => vp9(record, key_frame.as_deref()),
        _ => None,
    }
}

/// The size of a picture that says it itself.
pub(crate) fn size_of_key_frame(codec: Codec, data: &[u8]) -> Option<Size> {
    match (codec == Codec::Vp9).then(|| vp9::parse_frame_header(data).ok()).flatten()?.frame_size {
        Vp9FrameSize::Resolved { width, height } => Some((width, height)),
        _ => None,
    }
}

fn avc(record: &[u8]) -> Option<SampleEntry> {
    let mut avcc_box: AvccBox = decode(*b"avcC", record)?;
    // Fields that encoders often leave out, and MP4 wants.
    if !matches!(avcc_box.avc_profile_indication, 66 | 77 | 88) {
        avcc_box.chroma_format.get_or_insert(Uint::new(1));
        avcc_box.bit_depth_luma_minus8.get_or_insert(Uint::new(0));
        avcc_box.bit_depth_chroma_minus8.get_or_insert(Uint::new(0));
    }
    let visual = visual(avcc_box.sps_list.first().and_then(|sps| sps_size(sps)));
    Some(SampleEntry::Avc1(Avc1Box { visual, avcc_box, unknown_boxes: Vec::new() }))
}

fn hevc(record: &[u8]) -> Option<SampleEntry> {
    let mut hvcc_box: HvccBox = decode(*b"hvcC", record)?;
    // `hvc1` says that all parameter sets are here.
    for array in &mut hvcc_box.nalu_arrays {
        array.array_completeness = Uint::new(1);
    }
    let mut arrays = hvcc_box.nalu_arrays.iter().filter(|array| array.nal_unit_type.get() == HEVC_SPS);
    let sps = arrays.next().and_then(|array| h265::parse_sps(array.nalus.first()?).ok());
    let visual = visual(sps.map(|sps| (sps.width.into(), sps.height.into())));
    Some(SampleEntry::Hvc1(Hvc1Box { visual, hvcc_box, unknown_boxes: Vec::new() }))
}

fn av1(record: &[u8]) -> Option<SampleEntry> {
    let av1c_box: Av1cBox = decode(*b"av1C", record)?;
    let units = av1::parse_obus(&av1c_box.config_obus, Av1ObuParseContext::ConfigObus).unwrap_or_default();
    let sequence = units.iter().find(|unit| unit.obu_type == Av1ObuType::SequenceHeader);
    let sequence = sequence.and_then(|unit| av1::parse_sequence_header(unit.payload).ok());
    let visual = visual(sequence.map(|sequence| (sequence.max_frame_width, sequence.max_frame_height)));
    Some(SampleEntry::Av01(Av01Box { visual, av1c_box, unknown_boxes: Vec::new() }))
}

fn vp9(record: &[u8], key_frame: Option<&[u8]>) -> Option<SampleEntry> {
    let vpcc_box: VpccBox = decode(*b"vpcC", record)?;
    let visual = visual(key_frame.and_then(|data| size_of_key_frame(Codec::Vp9, data)));
    Some(SampleEntry::Vp09(Vp09Box { visual, vpcc_box, unknown_boxes: Vec::new() }))
}

/// A record as the box that it is in MP4.
pub(super) fn decode<T: Decode>(kind: [u8; 4], record: &[u8]) -> Option<T> {
    let size = u32::try_from(record.len() + 8).ok()?;
    let bytes = [&size.to_be_bytes()[..], &kind, record].concat();
    T::decode(&bytes).ok().map(|(found, _)| found)
}

fn visual(size: Option<Size>) -> VisualSampleEntryFields {
    let (width, height) = size.unwrap_or_default();
    VisualSampleEntryFields {
        data_reference_index: VisualSampleEntryFields::DEFAULT_DATA_REFERENCE_INDEX,
        width: u16::try_from(width).unwrap_or(0),
        height: u16::try_from(height).unwrap_or(0),
        horizresolution: VisualSampleEntryFields::DEFAULT_HORIZRESOLUTION,
        vertresolution: VisualSampleEntryFields::DEFAULT_VERTRESOLUTION,
        frame_count: VisualSampleEntryFields::DEFAULT_FRAME_COUNT,
        compressorname: VisualSampleEntryFields::NULL_COMPRESSORNAME,
        depth: VisualSampleEntryFields::DEFAULT_DEPTH,
    }
}
