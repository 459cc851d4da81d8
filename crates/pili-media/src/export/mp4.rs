//! MP4: every track that it can hold, with the index in front.

use std::{num::NonZeroU32, sync::Arc};

use bytes::Bytes;
use shiguredo_mp4::{
    TrackKind,
    boxes::SampleEntry,
    mux::{Mp4FileMuxer, MuxError, Sample},
};

use super::{ExportError, mp4_index::Index, placed, placed_at};
use crate::{
    Segment, TagKind,
    mp4::{Sound, Timed, Tracks, Unit, VIDEO_SCALE, pictures, sounds},
};

/// Segments as an MP4 file, with the index in front, so that a browser plays it while it loads: [`Segment`] has one made.
///
/// # Errors
/// [`ExportError`] for no segments, and for codecs that MP4 files do not hold, or not in one track.
pub fn mp4(segments: &[Arc<Segment>]) -> Result<Bytes, ExportError> {
    let parts = parts(segments)?;
    let tracks: Vec<Track> = video(&parts, end(segments)).into_iter().chain(sound(&parts)?).collect();
    if tracks.is_empty() {
        return Err(ExportError::Empty);
    }
    write(&tracks).map_err(|error| ExportError::Mux(error.to_string()))
}

/// A segment as MP4 takes it.
struct Part {
    tracks: Tracks,
    units: Vec<Unit>,
}

/// One track of the file.
struct Track {
    kind: TrackKind,
    scale: NonZeroU32,
    samples: Vec<(Timed, Option<SampleEntry>)>,
}

fn parts(segments: &[Arc<Segment>]) -> Result<Vec<Part>, ExportError> {
    let part = |(segment, offset): (&Arc<Segment>, u64)| {
        let frames = segment.frames.iter();
        Ok(Part {
            tracks: Tracks::of(&segment.setup, &segment.frames)?,
            units: frames.filter_map(|frame| Unit::of(frame, placed_at(segment, offset, frame))).collect(),
        })
    };
    placed(segments).map(part).collect()
}

fn video(parts: &[Part], end: u64) -> Option<Track> {
    let parts: Vec<_> = parts.iter().filter_map(|part| Some((part, part.tracks.video.as_ref()?))).collect();
    let units = parts.iter().flat_map(|(part, _)| part.of_kind(TagKind::Video));
    let mut timed = pictures(units, end).into_iter();
    let mut samples = Vec::new();
    for (part, entry) in parts {
        let count = part.of_kind(TagKind::Video).count();
        samples.extend(described(timed.by_ref().take(count), entry));
    }
    (!samples.is_empty()).then_some(Track { kind: TrackKind::Video, scale: VIDEO_SCALE, samples })
}

/// A track has one rate.
fn sound(parts: &[Part]) -> Result<Option<Track>, ExportError> {
    let (mut samples, mut due, mut scale) = (Vec::new(), None, None);
    for part in parts {
        let Some(sound) = &part.tracks.sound else { continue };
        if *scale.get_or_insert(sound.rate) != sound.rate {
            return Err(ExportError::Rates);
        }
        samples.extend(part.sounds(sound, &mut due));
    }
    fill(&mut samples);
    let track = |scale| Track { kind: TrackKind::Audio, scale, samples };
    Ok(scale.map(track).filter(|track| !track.samples.is_empty()))
}

impl Part {
    fn of_kind(&self, kind: TagKind) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |unit| unit.kind == kind)
    }

    fn sounds(&self, sound: &Sound, due: &mut Option<u64>) -> Vec<(Timed, Option<SampleEntry>)> {
        let timed = sounds(self.of_kind(TagKind::Audio), sound, due);
        described(timed.into_iter(), &sound.entry).collect()
    }
}

/// With what is true from the first of them on.
fn described(
    samples: impl Iterator<Item = Timed>,
    entry: &SampleEntry,
) -> impl Iterator<Item = (Timed, Option<SampleEntry>)> {
    let entries = std::iter::once(Some(entry.clone())).chain(std::iter::repeat(None));
    samples.zip(entries)
}

/// A file says no times: what is left between two samples belongs to the first.
fn fill(samples: &mut [(Timed, Option<SampleEntry>)]) {
    let starts: Vec<u64> = samples.iter().skip(1).map(|(timed, _)| timed.start).collect();
    for ((timed, _), next) in samples.iter_mut().zip(starts) {
        timed.duration = u32::try_from(next.saturating_sub(timed.start)).unwrap_or(u32::MAX);
    }
}

fn end(segments: &[Arc<Segment>]) -> u64 {
    placed(segments).last().map_or(0, |(segment, offset)| offset + segment.duration.as_millis() as u64)
}

fn write(tracks: &[Track]) -> Result<Bytes, MuxError> {
    let mut samples: Vec<_> = tracks
        .iter()
        .flat_map(|track| track.samples.iter().map(move |(timed, entry)| (track, timed, entry)))
        .collect();
    samples.sort_by_key(|(track, timed, _)| timed.start * 1_000 / u64::from(track.scale.get()));
    let mut muxer = Mp4FileMuxer::new()?;
    let begin = muxer.initial_boxes_bytes().len();
    let mut data = Vec::new();
    for (track, timed, entry) in samples {
        muxer.append_sample(&sample(track, timed, entry, begin + data.len()))?;
        data.extend_from_slice(&timed.data);
    }
    let index = Index::of(muxer.finalize()?, tracks.iter().map(Track::begin));
    index.in_front_of(&data, begin)
}

impl Track {
    /// When it begins, in its scale.
    fn begin(&self) -> (NonZeroU32, u64) {
        (self.scale, self.samples.first().map_or(0, |(timed, _)| timed.start))
    }
}

fn sample(track: &Track, timed: &Timed, entry: &Option<SampleEntry>, offset: usize) -> Sample {
    Sample {
        track_kind: track.kind,
        sample_entry: entry.clone(),
        keyframe: timed.is_key,
        timescale: track.scale,
        duration: timed.duration,
        composition_time_offset: (track.kind == TrackKind::Video).then_some(timed.composition.into()),
        data_offset: offset as u64,
        data_size: timed.data.len(),
    }
}
