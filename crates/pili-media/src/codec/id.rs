//! Which codec it is.

use std::fmt;

use crate::wire::{AudioFormat, AudioFourCc, VideoCodec, VideoFourCc};

/// How pictures or sound are encoded. It is shown by its usual short name.
///
/// ```
/// use pili_media::Codec;
///
/// assert_eq!([Codec::H264, Codec::Hevc, Codec::Aac].map(|codec| codec.to_string()), ["h264", "hevc", "aac"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Codec {
    /// H.264, also called AVC.
    H264,
    /// H.265, also called HEVC.
    Hevc,
    /// AV1.
    Av1,
    /// VP9.
    Vp9,
    /// VP8.
    Vp8,
    /// On2 VP6, with or without transparency.
    Vp6,
    /// Sorenson H.263.
    H263,
    /// Flash's screen video.
    Screen,
    /// AAC.
    Aac,
    /// MP3.
    Mp3,
    /// Opus.
    Opus,
    /// FLAC.
    Flac,
    /// AC-3, also called Dolby Digital.
    Ac3,
    /// E-AC-3, also called Dolby Digital Plus.
    Eac3,
    /// Samples as they are.
    Pcm,
    /// ADPCM.
    Adpcm,
    /// G.711.
    G711,
    /// Nellymoser Asao.
    Nellymoser,
    /// Speex.
    Speex,
    /// One that has no name here.
    Other(CodecCode),
}

/// How a codec is marked that has no name here.
///
/// ```
/// use pili_media::{Codec, CodecCode};
///
/// assert_eq!(Codec::Other(CodecCode::FourCc(*b"vvc1")).to_string(), "codec vvc1");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CodecCode {
    /// By the number of FLV.
    Number(u8),
    /// By four characters, as enhanced RTMP has it.
    FourCc([u8; 4]),
}

impl Codec {
    pub(crate) fn video_number(number: u8) -> Self {
        match VideoCodec::from_byte(number) {
            Some(VideoCodec::Avc) => Self::H264,
            Some(VideoCodec::Hevc) => Self::Hevc,
            Some(VideoCodec::Vp6 | VideoCodec::Vp6Alpha) => Self::Vp6,
            Some(VideoCodec::SorensonH263) => Self::H263,
            Some(VideoCodec::ScreenVideo | VideoCodec::ScreenVideoV2) => Self::Screen,
            Some(VideoCodec::Av1) | None => Self::Other(CodecCode::Number(number)),
        }
    }

    pub(crate) fn audio_number(number: u8) -> Self {
        match AudioFormat::from_byte(number << 4) {
            Some(AudioFormat::Aac) => Self::Aac,
            Some(AudioFormat::Mp3 | AudioFormat::Mp38k) => Self::Mp3,
            Some(AudioFormat::LinearPcmPlatform | AudioFormat::LinearPcmLe) => Self::Pcm,
            Some(AudioFormat::Adpcm) => Self::Adpcm,
            Some(AudioFormat::G711ALaw | AudioFormat::G711MuLaw) => Self::G711,
            Some(
                AudioFormat::Nellymoser | AudioFormat::Nellymoser8kMono | AudioFormat::Nellymoser16kMono,
            ) => Self::Nellymoser,
            Some(AudioFormat::Speex) => Self::Speex,
            Some(AudioFormat::DeviceSpecific) | None => Self::Other(CodecCode::Number(number)),
        }
    }

    pub(crate) fn video_four_cc(code: [u8; 4]) -> Self {
        match VideoFourCc::from_bytes(&code) {
            Some(VideoFourCc::Avc) => Self::H264,
            Some(VideoFourCc::Hevc) => Self::Hevc,
            Some(VideoFourCc::Av1) => Self::Av1,
            Some(VideoFourCc::Vp9) => Self::Vp9,
            Some(VideoFourCc::Vp8) => Self::Vp8,
            None => Self::Other(CodecCode::FourCc(code)),
        }
    }

    pub(crate) fn audio_four_cc(code: [u8; 4]) -> Self {
        match AudioFourCc::from_bytes(&code) {
            Some(AudioFourCc::Aac) => Self::Aac,
            Some(AudioFourCc::Opus) => Self::Opus,
            Some(AudioFourCc::Flac) => Self::Flac,
            Some(AudioFourCc::Ac3) => Self::Ac3,
            Some(AudioFourCc::Eac3) => Self::Eac3,
            Some(AudioFourCc::Mp3) => Self::Mp3,
            None => Self::Other(CodecCode::FourCc(code)),
        }
    }
}

impl fmt::Display for Codec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::H264 => "h264",
            Self::Hevc => "hevc",
            Self::Av1 => "av1",
            Self::Vp9 => "vp9",
            Self::Vp8 => "vp8",
            Self::Vp6 => "vp6",
            Self::H263 => "h263",
            Self::Screen => "screen",
            Self::Aac => "aac",
            Self::Mp3 => "mp3",
            Self::Opus => "opus",
            Self::Flac => "flac",
            Self::Ac3 => "ac3",
            Self::Eac3 => "eac3",
            Self::Pcm => "pcm",
            Self::Adpcm => "adpcm",
            Self::G711 => "g711",
            Self::Nellymoser => "nellymoser",
            Self::Speex => "speex",
            Self::Other(code) => return code.fmt(f),
        })
    }
}

impl fmt::Display for CodecCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "codec {number} of flv"),
            Self::FourCc(code) => write!(f, "codec {}", code.escape_ascii()),
        }
    }
}
