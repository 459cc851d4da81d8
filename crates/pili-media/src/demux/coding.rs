//! How tracks are encoded, as a program map marks them.

use crate::annex_b::Syntax;

/// How a track is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Video(Syntax),
    Sound(SoundCoding),
    /// Pictures that cannot be taken, by their usual name.
    OtherVideo(&'static str),
    /// The same of sound.
    OtherSound(&'static str),
    /// Neither pictures nor sound: subtitles, cues, and what has no name.
    Data,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SoundCoding {
    /// In ADTS.
    Aac,
    /// MP3, or an older layer of MPEG audio: its frames say which.
    MpegAudio,
    /// With the number that stands for its channels.
    Opus(u8),
}

/// Tags of descriptors.
const REGISTRATION: u8 = 0x05;
const DVB_AC3: u8 = 0x6A;
const DVB_EAC3: u8 = 0x7A;
const DVB_DTS: u8 = 0x7B;
const DVB_AAC: u8 = 0x7C;
const DVB_EXTENSION: u8 = 0x7F;
/// Of the extension, what tells about Opus.
const OPUS: u8 = 0x80;

impl Coding {
    /// By the type of the stream (ISO/IEC 13818-1, table 2-34, and what ATSC and Blu-ray add).
    pub(super) fn of(stream_type: u8, descriptors: &[u8]) -> Self {
        match stream_type {
            0x03 | 0x04 => Self::Sound(SoundCoding::MpegAudio),
            0x06 => Self::private(descriptors),
            0x0F => Self::Sound(SoundCoding::Aac),
            0x1B => Self::Video(Syntax::H264),
            0x24 => Self::Video(Syntax::Hevc),
            0x01 => Self::OtherVideo("MPEG-1 video"),
            0x02 => Self::OtherVideo("MPEG-2 video"),
            0x10 => Self::OtherVideo("MPEG-4 part 2 video"),
            0x21 => Self::OtherVideo("JPEG 2000"),
            0x32 => Self::OtherVideo("JPEG XS"),
            0x33 => Self::OtherVideo("VVC"),
            0x42 => Self::OtherVideo("AVS"),
            0xD1 => Self::OtherVideo("Dirac"),
            0xD2 | 0xD4 => Self::OtherVideo("AVS2 or AVS3"),
            0xEA => Self::OtherVideo("VC-1"),
            0x11 => Self::OtherSound("AAC in LATM"),
            0x1C => Self::OtherSound("AAC without ADTS"),
            0x80 => Self::OtherSound("PCM"),
            0x81 => Self::OtherSound("AC-3"),
            0x82 | 0x85 | 0x8A => Self::OtherSound("DTS"),
            0x83 => Self::OtherSound("TrueHD"),
            0x84 | 0x87 => Self::OtherSound("E-AC-3"),
            _ => Self::Data,
        }
    }

    /// What only descriptors tell.
    fn private(descriptors: &[u8]) -> Self {
        let found = || Descriptors(descriptors);
        let channels = found().find_map(|(tag, data)| match data {
            [OPUS, channels, ..] if tag == DVB_EXTENSION => Some(*channels),
            _ => None,
        });
        let coding = found().find_map(|(tag, data)| match (tag, data) {
            (REGISTRATION, b"Opus") => Some(Self::Sound(SoundCoding::Opus(channels.unwrap_or(2)))),
            (REGISTRATION, b"HEVC") => Some(Self::Video(Syntax::Hevc)),
            (REGISTRATION, b"AV01") => Some(Self::OtherVideo("AV1")),
            (REGISTRATION, b"VP09") => Some(Self::OtherVideo("VP9")),
            (REGISTRATION, b"VC-1") => Some(Self::OtherVideo("VC-1")),
            (REGISTRATION, b"drac") => Some(Self::OtherVideo("Dirac")),
            (REGISTRATION, b"AC-3") | (DVB_AC3, _) => Some(Self::OtherSound("AC-3")),
            (REGISTRATION, b"EAC3") | (DVB_EAC3, _) => Some(Self::OtherSound("E-AC-3")),
            (REGISTRATION, b"BSSD") => Some(Self::OtherSound("SMPTE 302M")),
            (REGISTRATION, b"DTS1" | b"DTS2" | b"DTS3") | (DVB_DTS, _) => Some(Self::OtherSound("DTS")),
            (DVB_AAC, _) => Some(Self::OtherSound("AAC without ADTS")),
            _ => None,
        });
        coding.unwrap_or(Self::Data)
    }
}

/// Tag and data of each.
struct Descriptors<'a>(&'a [u8]);

impl<'a> Iterator for Descriptors<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let [tag, size, rest @ ..] = self.0 else { return None };
        let (data, next) = rest.split_at_checked(usize::from(*size))?;
        self.0 = next;
        Some((*tag, data))
    }
}
