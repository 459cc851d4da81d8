//! MP4: H.264 and AAC, with the index in front.

use std::{num::NonZeroU32, sync::Arc};

use bytes::{Bytes, BytesMut};
use shiguredo_mp4::{
    FixedPointNumber, TrackKind, Uint,
    boxes::{
        AudioSampleEntryFields, Avc1Box, AvccBox, EsdsBox, Mp4aBox, SampleEntry, VisualSampleEntryFields,
    },
    descriptors::{DecoderConfigDescriptor, DecoderSpecificInfo, EsDescriptor, SlConfigDescriptor},
    mux::{Mp4FileMuxer, Mp4FileMuxerOptions, MuxError, Sample, estimate_maximum_moov_box_size},
};

use super::{ExportError, placed, placed_at};
use crate::{
    Codec, Segment, TagKind,
    codec::{AudioHeader, Part, VideoHeader, aac_config_of, avc_config_of, avc_size},
    frame::Frame,
    wire::{AudioSpecificConfig, AvcConfig},
};

/// Pictures are timed in milliseconds, as RTMP does.
const VIDEO_SCALE: NonZeroU32 = NonZeroU32::new(1_000).expect("not zero");
/// A gap in the sound of more than this is kept as a gap.
const GAP_MS: u64 = 60;
/// Sound that begins later than this is not waited for.
const MAX_LATE_MS: u64 = 1_000;

/// Segments as an MP4 file, with the index in front.
///
/// # Errors
/// [`ExportError`] for no segments, and for codecs that are not written into MP4 here.
pub fn mp4(segments: &[Arc<Segment>]) -> Result<Bytes, ExportError> {
    let audio = sound(segments);
    let starts = audio.as_ref().and_then(|track| track.units.first()).map_or(0, |unit| unit.time);
    let video = pictures(segments, starts.min(MAX_LATE_MS))?;
    let tracks: Vec<_> = video.into_iter().chain(audio).filter(|track| !track.units.is_empty()).collect();
    if tracks.is_empty() {
        return Err(ExportError::Empty);
    }
    write(tracks).map_err(|error| ExportError::Mux(error.to_string()))
}

struct Track {
    kind: TrackKind,
    scale: NonZeroU32,
    units: Vec<Unit>,
}

/// One sample, its time, and its length in the track's scale.
struct Unit {
    data: Bytes,
    /// Milliseconds from the start of the file.
    time: u64,
    duration: u32,
    composition: Option<i64>,
    is_key: bool,
    /// The codec's configuration, where it is new.
    entry: Option<SampleEntry>,
}

/// The pictures; `None` if there are none.
///
/// A track always begins at zero. If the sound begins `later_ms` after the pictures, these are shown that much
/// earlier than their clock says.
fn pictures(segments: &[Arc<Segment>], later_ms: u64) -> Result<Option<Track>, ExportError> {
    let mut units: Vec<Unit> = Vec::new();
    let mut known = Bytes::new();
    for (segment, offset) in placed(segments) {
        let Some(setup) = segment.setup.video.as_deref() else { continue };
        let config = avc_config_of(&setup.body()).ok_or(ExportError::Config(Codec::H264))?;
        let mut entry = is_news(&mut known, setup).then(|| avc1(&config));
        for (frame, body) in bodies(segment, TagKind::Video) {
            let Some(header) = VideoHeader::parse(&body).filter(|header| header.part == Part::Frame) else {
                continue;
            };
            units.push(Unit {
                data: body.slice(header.payload.min(body.len())..),
                time: placed_at(segment, offset, frame),
                duration: 0,
                composition: Some(i64::from(header.composition) - later_ms as i64),
                is_key: header.is_key,
                entry: entry.take(),
            });
        }
    }
    stretch(&mut units, end(segments));
    Ok((!known.is_empty()).then_some(Track { kind: TrackKind::Video, scale: VIDEO_SCALE, units }))
}

/// The sound, if it is AAC.
fn sound(segments: &[Arc<Segment>]) -> Option<Track> {
    let mut units: Vec<Unit> = Vec::new();
    let mut known = Bytes::new();
    let (mut written, mut scale) = (0, None);
    for (segment, offset) in placed(segments) {
        let Some(setup) = segment.setup.audio.as_deref() else { continue };
        let config = aac_config_of(&setup.body())?;
        let rate = *scale.get_or_insert(NonZeroU32::new(config.sampling_frequency)?);
        let samples = config.samples_per_frame();
        let mut entry = is_news(&mut known, setup).then(|| mp4a(&config));
        for (frame, body) in bodies(segment, TagKind::Audio) {
            let Some(header) = AudioHeader::parse(&body).filter(|header| header.part == Part::Frame) else {
                continue;
            };
            let time = placed_at(segment, offset, frame);
            let due = written * 1_000 / u64::from(rate.get());
            if let Some(last) = units.last_mut().filter(|_| time > due + GAP_MS) {
                let gap = (time - due) * u64::from(rate.get()) / 1_000;
                last.duration = last.duration.saturating_add(u32::try_from(gap).unwrap_or(u32::MAX));
                written += gap;
            }
            written += u64::from(samples);
            let data = body.slice(header.payload.min(body.len())..);
            let entry = entry.take();
            units.push(Unit { data, time, duration: samples, composition: None, is_key: true, entry });
        }
    }
    Some(Track { kind: TrackKind::Audio, scale: scale?, units })
}

fn bodies(segment: &Segment, kind: TagKind) -> impl Iterator<Item = (&Arc<Frame>, Bytes)> {
    segment.frames.iter().filter(move |frame| frame.kind == kind).map(|frame| (frame, frame.body()))
}

/// Whether a configuration differs from the last one.
fn is_news(known: &mut Bytes, setup: &Frame) -> bool {
    let body = setup.body();
    let is_news = *known != body;
    *known = body;
    is_news
}

/// Each picture lasts until the next.
fn stretch(units: &mut [Unit], end: u64) {
    let ends: Vec<u64> = units.iter().skip(1).map(|unit| unit.time).chain([end]).collect();
    for (unit, end) in units.iter_mut().zip(ends) {
        unit.duration = end.saturating_sub(unit.time) as u32;
    }
}

fn end(segments: &[Arc<Segment>]) -> u64 {
    placed(segments).last().map_or(0, |(segment, offset)| offset + segment.duration.as_millis() as u64)
}

fn write(tracks: Vec<Track>) -> Result<Bytes, MuxError> {
    let counts: Vec<_> = tracks.iter().map(|track| track.units.len()).collect();
    let options = Mp4FileMuxerOptions {
        reserved_moov_box_size: estimate_maximum_moov_box_size(&counts),
        ..Mp4FileMuxerOptions::default()
    };
    let mut muxer = Mp4FileMuxer::with_options(options)?;
    let mut file = BytesMut::from(muxer.initial_boxes_bytes());
    let mut units: Vec<_> = tracks.into_iter().flat_map(samples).collect();
    units.sort_by_key(|(unit, _)| unit.time);
    for (unit, mut sample) in units {
        sample.data_offset = file.len() as u64;
        file.extend_from_slice(&unit.data);
        muxer.append_sample(&sample)?;
    }
    for (offset, bytes) in muxer.finalize()?.offset_and_bytes_pairs() {
        put(&mut file, offset as usize, bytes);
    }
    Ok(file.freeze())
}

fn samples(track: Track) -> impl Iterator<Item = (Unit, Sample)> {
    track.units.into_iter().map(move |mut unit| {
        let sample = Sample {
            track_kind: track.kind,
            sample_entry: unit.entry.take(),
            keyframe: unit.is_key,
            timescale: track.scale,
            duration: unit.duration,
            composition_time_offset: unit.composition,
            data_offset: 0,
            data_size: unit.data.len(),
        };
        (unit, sample)
    })
}

fn put(file: &mut BytesMut, offset: usize, bytes: &[u8]) {
    if file.len() < offset + bytes.len() {
        file.resize(offset + bytes.len(), 0);
    }
    if let Some(place) = file.get_mut(offset..offset + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

fn avc1(config: &AvcConfig) -> SampleEntry {
    let (width, height) = avc_size(config).unwrap_or_default();
    // The fields past the parameter sets are there only for the High profiles.
    let is_high = !matches!(config.profile, 66 | 77 | 88);
    let visual = VisualSampleEntryFields {
        data_reference_index: VisualSampleEntryFields::DEFAULT_DATA_REFERENCE_INDEX,
        width: u16::try_from(width).unwrap_or(0),
        height: u16::try_from(height).unwrap_or(0),
        horizresolution: VisualSampleEntryFields::DEFAULT_HORIZRESOLUTION,
        vertresolution: VisualSampleEntryFields::DEFAULT_VERTRESOLUTION,
        frame_count: VisualSampleEntryFields::DEFAULT_FRAME_COUNT,
        compressorname: VisualSampleEntryFields::NULL_COMPRESSORNAME,
        depth: VisualSampleEntryFields::DEFAULT_DEPTH,
    };
    let lists = |sets: &[Bytes]| sets.iter().map(|set| set.to_vec()).collect();
    let avcc_box = AvccBox {
        avc_profile_indication: config.profile,
        profile_compatibility: config.compatibility,
        avc_level_indication: config.level,
        length_size_minus_one: Uint::new(config.nalu_length_size.saturating_sub(1) & 3),
        sps_list: lists(&config.sps),
        pps_list: lists(&config.pps),
        chroma_format: is_high.then(|| Uint::new(1)),
        bit_depth_luma_minus8: is_high.then(|| Uint::new(0)),
        bit_depth_chroma_minus8: is_high.then(|| Uint::new(0)),
        sps_ext_list: Vec::new(),
    };
    SampleEntry::Avc1(Avc1Box { visual, avcc_box, unknown_boxes: Vec::new() })
}

fn mp4a(config: &AudioSpecificConfig) -> SampleEntry {
    let audio = AudioSampleEntryFields {
        data_reference_index: AudioSampleEntryFields::DEFAULT_DATA_REFERENCE_INDEX,
        channelcount: config.channels().into(),
        samplesize: AudioSampleEntryFields::DEFAULT_SAMPLESIZE,
        samplerate: FixedPointNumber::new(u16::try_from(config.sampling_frequency).unwrap_or(0), 0),
    };
    let decoder = DecoderConfigDescriptor {
        object_type_indication: DecoderConfigDescriptor::OBJECT_TYPE_INDICATION_AUDIO_ISO_IEC_14496_3,
        stream_type: DecoderConfigDescriptor::STREAM_TYPE_AUDIO,
        up_stream: DecoderConfigDescriptor::UP_STREAM_FALSE,
        buffer_size_db: Uint::new(0),
        max_bitrate: 0,
        avg_bitrate: 0,
        dec_specific_info: Some(DecoderSpecificInfo { payload: config.raw.to_vec() }),
    };
    let es = EsDescriptor {
        es_id: EsDescriptor::MIN_ES_ID,
        stream_priority: EsDescriptor::LOWEST_STREAM_PRIORITY,
        depends_on_es_id: None,
        url_string: None,
        ocr_es_id: None,
        dec_config_descr: decoder,
        sl_config_descr: SlConfigDescriptor,
    };
    SampleEntry::Mp4a(Mp4aBox { audio, esds_box: EsdsBox { es }, unknown_boxes: Vec::new() })
}
