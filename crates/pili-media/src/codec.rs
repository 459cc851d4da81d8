//! What the first bytes of a message say about it, and what the codec's configuration says about the stream.

mod id;

use bytes::Bytes;
use h264_reader::{
    nal::sps::SeqParameterSet,
    rbsp::{BitReader, decode_nal},
};

use shiguredo_mp4::boxes::SampleEntry;

use crate::{
    mp4::{Sound, parameter, picture, size_of_key_frame},
    wire::{
        AudioPacketType, AudioSampleRate, AudioSpecificConfig, AvcConfig, ExVideoFrameType, VideoFrameType,
        VideoPacketType,
    },
};

pub use id::{Codec, CodecCode};

/// What a message carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The codec's configuration, needed before the first frame.
    Config,
    Frame,
    /// Of a further track, which passes as it is where messages pass as they are.
    Extra,
    /// End of sequence, or a message that is no picture.
    Other,
}

/// The header of a video message (FLV video tag header, enhanced RTMP v1 included).
#[derive(Clone, Copy, Debug)]
pub(crate) struct VideoHeader {
    pub(crate) codec: Codec,
    pub(crate) part: Part,
    pub(crate) is_key: bool,
    /// Presentation minus decoding time in milliseconds.
    pub(crate) composition: i32,
    /// Where the payload begins.
    pub(crate) payload: usize,
}

impl VideoHeader {
    pub(crate) fn parse(body: &[u8]) -> Option<Self> {
        let first = *body.first()?;
        if first & 0x80 == 0 { Self::legacy(first, body) } else { Self::enhanced(first, body) }
    }

    fn legacy(first: u8, body: &[u8]) -> Option<Self> {
        let is_key = VideoFrameType::from_byte(first).is_some_and(|kind| kind.is_keyframe());
        let codec = Codec::video_number(first & 0x0F);
        if !matches!(codec, Codec::H264 | Codec::Hevc) {
            return Some(Self { codec, part: Part::Frame, is_key, composition: 0, payload: 1 });
        }
        let part = match body.get(1)? {
            0 => Part::Config,
            1 => Part::Frame,
            _ => Part::Other,
        };
        Some(Self { codec, part, is_key, composition: i24(body.get(2..5)?), payload: 5 })
    }

    fn enhanced(first: u8, body: &[u8]) -> Option<Self> {
        let is_key = ExVideoFrameType::from_byte(first).is_some_and(|kind| kind.is_keyframe());
        let packet = VideoPacketType::from_byte(first & 0x0F)?;
        if packet == VideoPacketType::Multitrack {
            let codec = Codec::video_four_cc(four(body.get(2..6)?)?);
            return Some(Self { codec, part: Part::Extra, is_key: false, composition: 0, payload: 6 });
        }
        let codec = Codec::video_four_cc(four(body.get(1..5)?)?);
        let part = match packet {
            VideoPacketType::SequenceStart => Part::Config,
            VideoPacketType::CodedFrames | VideoPacketType::CodedFramesX => Part::Frame,
            _ => Part::Other,
        };
        let has_offset = packet == VideoPacketType::CodedFrames && matches!(codec, Codec::H264 | Codec::Hevc);
        let composition = if has_offset { i24(body.get(5..8)?) } else { 0 };
        Some(Self { codec, part, is_key, composition, payload: if has_offset { 8 } else { 5 } })
    }
}

/// The header of an audio message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AudioHeader {
    pub(crate) codec: Codec,
    pub(crate) part: Part,
    pub(crate) payload: usize,
}

impl AudioHeader {
    pub(crate) fn parse(body: &[u8]) -> Option<Self> {
        let first = *body.first()?;
        if first >> 4 == 9 {
            return Self::enhanced(first, body);
        }
        let codec = Codec::audio_number(first >> 4);
        let (part, payload) = match codec {
            Codec::Aac if *body.get(1)? == 0 => (Part::Config, 2),
            Codec::Aac => (Part::Frame, 2),
            _ => (Part::Frame, 1),
        };
        Some(Self { codec, part, payload })
    }

    fn enhanced(first: u8, body: &[u8]) -> Option<Self> {
        let packet = AudioPacketType::from_byte(first & 0x0F)?;
        if packet == AudioPacketType::Multitrack {
            let codec = Codec::audio_four_cc(four(body.get(2..6)?)?);
            return Some(Self { codec, part: Part::Extra, payload: 6 });
        }
        let codec = Codec::audio_four_cc(four(body.get(1..5)?)?);
        let part = match packet {
            AudioPacketType::SequenceStart => Part::Config,
            AudioPacketType::CodedFrames => Part::Frame,
            _ => Part::Other,
        };
        Some(Self { codec, part, payload: 5 })
    }
}

/// What is known of the picture: a part of [`LiveStats`](crate::LiveStats), where one is of 160 by 90 pixels.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct VideoInfo {
    /// How it is encoded.
    pub codec: Codec,
    /// Pixels; `None` if the codec's configuration could not be read.
    pub size: Option<(u32, u32)>,
    /// As the `codecs` parameter of a media type names it (RFC 6381), such as `avc1.64001f`; `None` if MP4 does not
    /// carry it.
    pub parameter: Option<String>,
}

impl VideoInfo {
    /// Reads a configuration message.
    pub(crate) fn parse(header: VideoHeader, body: &Bytes) -> Self {
        let entry = picture(header.codec, Some(body.clone()), None);
        let size = entry.as_ref().and_then(SampleEntry::video_resolution);
        let size = size.map(|(width, height)| (width.into(), height.into())).filter(|size| *size != (0, 0));
        Self { codec: header.codec, size, parameter: entry.as_ref().and_then(parameter) }
    }

    /// What can be said before a configuration came.
    pub(crate) fn bare(codec: Codec) -> Self {
        Self { codec, size: None, parameter: None }
    }

    /// Learns the size from a key frame, where the configuration does not say it.
    pub(crate) fn see(&mut self, header: VideoHeader, body: &Bytes) {
        if self.size.is_none() && header.is_key {
            self.size = size_of_key_frame(header.codec, body.get(header.payload..).unwrap_or_default());
        }
    }
}

/// What is known of the sound: a part of [`LiveStats`](crate::LiveStats), whose example has AAC.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AudioInfo {
    /// How it is encoded.
    pub codec: Codec,
    /// Hz.
    pub sample_rate: u32,
    /// How many there are: 2 for stereo.
    pub channels: u8,
    /// As the `codecs` parameter of a media type names it (RFC 6381), such as `mp4a.40.2`; `None` if MP4 does not
    /// carry it.
    pub parameter: Option<String>,
}

impl AudioInfo {
    /// Reads a configuration message, or any message of a codec that has none.
    pub(crate) fn parse(header: AudioHeader, body: &Bytes) -> Self {
        let payload = body.slice(header.payload.min(body.len())..);
        let (config, frame) = match header.part {
            Part::Config => (Some(body.clone()), None),
            _ => (None, Some(payload)),
        };
        let sound = Sound::of(header.codec, config, frame);
        let parameter = sound.as_ref().and_then(|sound| parameter(&sound.entry));
        let channels = sound.as_ref().and_then(|sound| sound.entry.audio_channel_count());
        let first = body.first().copied().unwrap_or(0);
        Self {
            codec: header.codec,
            sample_rate: sound.map_or(AudioSampleRate::from_byte(first).to_hz(), |sound| sound.rate.get()),
            channels: channels.unwrap_or(1 + (first & 1)),
            parameter,
        }
    }
}

/// The configuration in a message that carries one; `None` if it is not H.264.
#[cfg(any(feature = "snapshot", test))]
pub(crate) fn avc_config_of(body: &Bytes) -> Option<AvcConfig> {
    let header = VideoHeader::parse(body).filter(|header| header.codec == Codec::H264)?;
    avc_config(body.slice(header.payload.min(body.len())..))
}

/// The configuration in a message that carries one; `None` if it is not AAC.
pub(crate) fn aac_config_of(body: &Bytes) -> Option<AudioSpecificConfig> {
    let header = AudioHeader::parse(body).filter(|header| header.codec == Codec::Aac)?;
    aac_config(body.slice(header.payload.min(body.len())..))
}

/// The AVC decoder configuration record.
pub(crate) fn avc_config(record: Bytes) -> Option<AvcConfig> {
    AvcConfig::parse(record).ok()
}

/// The AAC audio specific config.
fn aac_config(config: Bytes) -> Option<AudioSpecificConfig> {
    AudioSpecificConfig::parse(config).ok()
}

/// Width and height from a sequence parameter set; `None` if it cannot be read.
pub(crate) fn sps_size(nal: &[u8]) -> Option<(u32, u32)> {
    sps(nal)?.pixel_dimensions().ok()
}

/// The NAL header, profile, constraints, level, and at least a bit of everything else.
///
/// `decode_nal` of h264-reader 0.9.0 panics for a NAL unit of no byte, which a publisher may send: it takes two
/// off the length (`Vec::with_capacity(nal_unit.len() - 2)`) to guess how long the result will be.
const SHORTEST_SPS: usize = 5;

/// A sequence parameter set; `None` if it cannot be read.
pub(crate) fn sps(nal: &[u8]) -> Option<SeqParameterSet> {
    let rbsp = (nal.len() >= SHORTEST_SPS).then(|| decode_nal(nal).ok()).flatten()?;
    SeqParameterSet::from_bits(BitReader::new(&*rbsp)).ok()
}

fn four(bytes: &[u8]) -> Option<[u8; 4]> {
    bytes.try_into().ok()
}

fn i24(bytes: &[u8]) -> i32 {
    let unsigned = bytes.iter().take(3).fold(0u32, |n, byte| n << 8 | u32::from(*byte));
    (unsigned << 8).cast_signed() >> 8
}

#[cfg(test)]
mod tests;
