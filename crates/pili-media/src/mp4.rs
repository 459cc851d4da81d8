//! What MP4 says of a stream, whole or in fragments: its tracks, and how they are timed.

mod fragment;
mod picture;
mod sound;
mod sound_frame;
mod timing;

use std::{num::NonZeroU32, sync::Arc};

use bytes::Bytes;
use shiguredo_mp4::{
    TrackKind,
    boxes::SampleEntry,
    codec_string,
    mux::{Fmp4SegmentMuxer, MuxError, Sample},
};

use crate::{
    Codec, Container, TagKind,
    codec::{AudioHeader, Part, VideoHeader},
    export::ExportError,
    frame::Frame,
    setup::Setup,
};

#[cfg(feature = "srt")]
pub(crate) use self::sound_frame::{Mp3Frame, opus_samples};
pub(crate) use self::{
    picture::{picture, size_of_key_frame},
    sound::Sound,
    timing::{Timed, pictures, sounds},
};

/// Pictures are timed in milliseconds, as RTMP does.
pub(crate) const VIDEO_SCALE: NonZeroU32 = NonZeroU32::new(1_000).expect("not zero");

/// The tracks of a stream: one of pictures, one of sound, or both.
#[derive(Clone, Debug)]
pub(crate) struct Tracks {
    pub(crate) video: Option<SampleEntry>,
    pub(crate) sound: Option<Sound>,
}

/// A frame as MP4 takes it.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) kind: TagKind,
    pub(crate) data: Bytes,
    /// Milliseconds.
    pub(crate) time: u64,
    /// Presentation minus decoding time in milliseconds.
    pub(crate) composition: i32,
    pub(crate) is_key: bool,
}

impl Unit {
    /// `None` for what is no frame of the first track of its kind.
    pub(crate) fn of(frame: &Frame, time: u64) -> Option<Self> {
        let (kind, body) = (frame.kind, frame.body());
        let (payload, composition, is_key) = match kind {
            TagKind::Video => {
                let header = VideoHeader::parse(&body).filter(|header| header.part == Part::Frame)?;
                (header.payload, header.composition, header.is_key)
            }
            TagKind::Audio => {
                let header = AudioHeader::parse(&body).filter(|header| header.part == Part::Frame)?;
                (header.payload, 0, true)
            }
            TagKind::Script => return None,
        };
        let data = body.slice(payload.min(body.len())..);
        (!data.is_empty()).then_some(Self { kind, data, time, composition, is_key })
    }
}

impl Tracks {
    /// Those of a stream of which some frames are at hand: not every codec has a configuration that says it all.
    ///
    /// # Errors
    /// [`ExportError`] for a codec that MP4 does not carry here, or whose configuration is missing.
    pub(crate) fn of(setup: &Setup, frames: &[Arc<Frame>]) -> Result<Self, ExportError> {
        Container::Mp4.check(setup.codecs()).map_err(ExportError::Codec)?;
        let first = |kind| {
            let units = frames.iter().filter(move |frame| frame.kind == kind);
            units.filter_map(|frame| Unit::of(frame, 0)).find(|unit| unit.is_key).map(|unit| unit.data)
        };
        let config = |frame: &Option<Arc<Frame>>| frame.as_ref().map(|frame| frame.body());
        let video = setup.video_codec.map(|codec| {
            picture(codec, config(&setup.video), first(TagKind::Video)).ok_or(ExportError::Config(codec))
        });
        let sound = setup.audio_codec.and_then(|codec| {
            let first = first(TagKind::Audio);
            // A codec that says all with each frame has no track where there is no frame.
            let is_there = codec != Codec::Mp3 || first.is_some();
            is_there.then(|| Sound::of(codec, config(&setup.audio), first).ok_or(ExportError::Config(codec)))
        });
        let tracks = Self { video: video.transpose()?, sound: sound.transpose()? };
        if tracks.is_empty() { Err(ExportError::Empty) } else { Ok(tracks) }
    }

    fn is_empty(&self) -> bool {
        self.video.is_none() && self.sound.is_none()
    }

    /// The beginning of all fragments.
    pub(crate) fn initial(&self) -> Result<Bytes, ExportError> {
        let sample = |track_kind, timescale, entry: &SampleEntry| Sample {
            track_kind,
            sample_entry: Some(entry.clone()),
            keyframe: true,
            timescale,
            duration: 0,
            composition_time_offset: None,
            data_offset: 0,
            data_size: 0,
        };
        let video = self.video.as_ref().map(|entry| sample(TrackKind::Video, VIDEO_SCALE, entry));
        let sound = self.sound.as_ref().map(|sound| sample(TrackKind::Audio, sound.rate, &sound.entry));
        let samples: Vec<_> = video.into_iter().chain(sound).collect();
        let mut muxer = Fmp4SegmentMuxer::new().map_err(mux)?;
        muxer.create_media_segment_metadata(&samples).map_err(mux)?;
        muxer.init_segment_bytes().map(Bytes::from).map_err(mux)
    }

    /// A fragment of these units, oldest first of each kind, of which the pictures end at a time.
    ///
    /// `due` is when the next sound was due after the last fragment, and is moved on.
    pub(crate) fn fragment(
        &self,
        number: u32,
        units: &[Unit],
        end: u64,
        due: &mut Option<u64>,
    ) -> Result<Bytes, ExportError> {
        let of_kind = |kind| units.iter().filter(move |unit| unit.kind == kind);
        let video = self.video.as_ref().map(|_| pictures(of_kind(TagKind::Video), end)).unwrap_or_default();
        let sound = self.sound.as_ref().map(|sound| sounds(of_kind(TagKind::Audio), sound, due));
        let tracks = [video, sound.unwrap_or_default()];
        let has_video = self.video.is_some();
        let numbered = tracks.iter().zip([1, 1 + u32::from(has_video)]).map(|(timed, id)| (id, &timed[..]));
        let runs: Vec<_> = numbered.filter(|(_, timed)| !timed.is_empty()).collect();
        fragment::fragment(number, &runs).map_err(|error| ExportError::Mux(error.to_string()))
    }
}

/// A codec as the media type of MP4 names it (RFC 6381).
pub(crate) fn parameter(entry: &SampleEntry) -> Option<String> {
    match entry {
        // The library knows no Opus of more than two channels, nor the one spelling that browsers take for MP3.
        SampleEntry::Unknown(_) | SampleEntry::Opus(_) => Some("opus".to_owned()),
        SampleEntry::Flac(_) => Some("flac".to_owned()),
        SampleEntry::Mp4a(mp4a)
            if mp4a.esds_box.es.dec_config_descr.object_type_indication == sound::MPEG1 =>
        {
            Some("mp4a.6B".to_owned())
        }
        entry => codec_string::from_sample_entry(entry).ok(),
    }
}

fn mux(error: MuxError) -> ExportError {
    ExportError::Mux(error.to_string())
}
