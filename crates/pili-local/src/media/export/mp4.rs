//! MP4: H.264 and AAC, with the index in front.

use std::{num::NonZeroU32, sync::Arc};

use bytes::{Bytes, BytesMut};
use rtmp_rs::media::{AudioSpecificConfig, h264::AvcConfig};
use shiguredo_mp4::{
    FixedPointNumber, TrackKind, Uint,
    boxes::{
        AudioSampleEntryFields, Avc1Box, AvccBox, EsdsBox, Mp4aBox, SampleEntry, VisualSampleEntryFields,
    },
    descriptors::{DecoderConfigDescriptor, DecoderSpecificInfo, EsDescriptor, SlConfigDescriptor},
    mux::{Mp4FileMuxer, Mp4FileMuxerOptions, MuxError, Sample, estimate_maximum_moov_box_size},
};

use super::{ExportError, placed, since};
use crate::media::{
    avc,
    codec::{AudioHeader, Part, VideoHeader, aac_config, avc_size},
    flv::TagKind,
    segment::Segment,
};

/// Pictures are timed in milliseconds, as RTMP does.
const VIDEO_SCALE: NonZeroU32 = NonZeroU32::new(1_000).expect("not zero");
/// A gap in the sound of more than this is kept as a gap.
const GAP_MS: u64 = 60;
/// Sound that begins later than this is not waited for.
const MAX_LATE_MS: u64 = 1_000;

/// Segments as an MP4 file.
pub(crate) fn mp4(segments: &[Arc<Segment>]) -> Result<Bytes, ExportError> {
    let first = segments.first().ok_or(ExportError::Empty)?;
    let video =
        first.setup.video.as_deref().map(|frame| avc::config(frame).ok_or(ExportError::Codec("video")));
    let video = video.transpose()?;
    let audio = first.setup.audio.as_deref().and_then(|frame| {
        let body = frame.body();
        let header = AudioHeader::parse(&body).filter(|header| header.codec == "aac")?;
        aac_config(body.slice(header.payload.min(body.len())..))
    });
    let audio = audio.and_then(|config| {
        let scale = NonZeroU32::new(config.sampling_frequency)?;
        let units = collect_audio(segments, scale, config.samples_per_frame());
        Some((mp4a(&config), scale, units))
    });
    let sound_starts = audio.as_ref().and_then(|track| track.2.first()).map_or(0, |unit| unit.time);
    let video = video.map(|config| (avc1(&config), collect_video(segments, sound_starts.min(MAX_LATE_MS))));
    write(video, audio).map_err(|error| ExportError::Mux(error.to_string()))
}

/// One sample, its time, and its length in the track's scale.
struct Unit {
    data: Bytes,
    /// Milliseconds from the start of the file.
    time: u64,
    duration: u32,
    composition: i64,
    is_key: bool,
}

type VideoTrack = (SampleEntry, Vec<Unit>);
type AudioTrack = (SampleEntry, NonZeroU32, Vec<Unit>);

/// A track always begins at zero. If the sound begins `later_ms` after the pictures, these are shown that much
/// earlier than their clock says.
fn collect_video(segments: &[Arc<Segment>], later_ms: u64) -> Vec<Unit> {
    let mut units = Vec::new();
    for (segment, offset) in placed(segments) {
        for frame in segment.frames.iter().filter(|frame| frame.kind == TagKind::Video) {
            let body = frame.body();
            let header = VideoHeader::parse(&body).filter(|header| header.part == Part::Frame);
            let Some(header) = header else { continue };
            units.push(Unit {
                data: body.slice(header.payload.min(body.len())..),
                time: offset + since(segment, frame),
                duration: 0,
                composition: i64::from(header.composition) - later_ms as i64,
                is_key: header.is_key,
            });
        }
    }
    let end =
        placed(segments).last().map_or(0, |(segment, offset)| offset + segment.duration.as_millis() as u64);
    let ends: Vec<u64> = units.iter().skip(1).map(|unit| unit.time).chain([end]).collect();
    for (unit, end) in units.iter_mut().zip(ends) {
        unit.duration = end.saturating_sub(unit.time) as u32;
    }
    units
}

fn collect_audio(segments: &[Arc<Segment>], scale: NonZeroU32, samples: u32) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut written: u64 = 0;
    for (segment, offset) in placed(segments) {
        for frame in segment.frames.iter().filter(|frame| frame.kind == TagKind::Audio) {
            let body = frame.body();
            let header = AudioHeader::parse(&body).filter(|header| header.part == Part::Frame);
            let Some(header) = header else { continue };
            let time = offset + since(segment, frame);
            let due = written * 1_000 / u64::from(scale.get());
            if let Some(last) = units.last_mut().filter(|_| time > due + GAP_MS) {
                let gap = (time - due) * u64::from(scale.get()) / 1_000;
                last.duration += gap as u32;
                written += gap;
            }
            let data = body.slice(header.payload.min(body.len())..);
            units.push(Unit { data, time, duration: samples, composition: 0, is_key: true });
            written += u64::from(samples);
        }
    }
    units
}

fn write(video: Option<VideoTrack>, audio: Option<AudioTrack>) -> Result<Bytes, MuxError> {
    let counts =
        [video.as_ref().map_or(0, |track| track.1.len()), audio.as_ref().map_or(0, |track| track.2.len())];
    let options = Mp4FileMuxerOptions {
        reserved_moov_box_size: estimate_maximum_moov_box_size(&counts),
        ..Mp4FileMuxerOptions::default()
    };
    let mut muxer = Mp4FileMuxer::with_options(options)?;
    let mut file = BytesMut::from(muxer.initial_boxes_bytes());
    let video =
        video.into_iter().flat_map(|(entry, units)| samples(TrackKind::Video, entry, VIDEO_SCALE, units));
    let audio =
        audio.into_iter().flat_map(|(entry, scale, units)| samples(TrackKind::Audio, entry, scale, units));
    let mut all: Vec<_> = video.chain(audio).collect();
    all.sort_by_key(|(unit, _)| unit.time);
    for (unit, mut sample) in all {
        sample.data_offset = file.len() as u64;
        file.extend_from_slice(&unit.data);
        muxer.append_sample(&sample)?;
    }
    for (offset, bytes) in muxer.finalize()?.offset_and_bytes_pairs() {
        put(&mut file, offset as usize, bytes);
    }
    Ok(file.freeze())
}

fn samples(
    track_kind: TrackKind,
    entry: SampleEntry,
    timescale: NonZeroU32,
    units: Vec<Unit>,
) -> impl Iterator<Item = (Unit, Sample)> {
    let mut entry = Some(entry);
    units.into_iter().map(move |unit| {
        let sample = Sample {
            track_kind,
            sample_entry: entry.take(),
            keyframe: unit.is_key,
            timescale,
            duration: unit.duration,
            composition_time_offset: (track_kind == TrackKind::Video).then_some(unit.composition),
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
