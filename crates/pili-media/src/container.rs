//! Which codec goes into which container: whoever writes or plays one asks here, and nobody else knows.

use crate::Codec;

/// In what media is sent or saved.
///
/// ```
/// use pili_media::{Codec, Container};
///
/// assert!(Container::Flv.carries(Codec::Opus) && !Container::MpegTs.carries(Codec::Opus));
/// assert_eq!(Container::of_hls([Codec::H264, Codec::Aac]), Ok(Container::MpegTs));
/// assert_eq!(Container::of_hls([Codec::H264, Codec::Opus]), Ok(Container::FragmentedMp4));
/// assert_eq!(Container::of_hls([Codec::H264, Codec::Speex]), Err(Codec::Speex));
/// ```
/// | | H.264 | HEVC | AV1, VP9 | AAC, MP3 | Opus, FLAC | others |
/// |---|---|---|---|---|---|---|
/// | [`Rtmp`](Self::Rtmp), [`Flv`](Self::Flv) | yes | yes | yes | yes | yes | yes |
/// | [`MpegTs`](Self::MpegTs) | yes | yes | no | yes | no | no |
/// | [`FragmentedMp4`](Self::FragmentedMp4), [`Mp4`](Self::Mp4) | yes | yes | yes | yes | yes | no |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Container {
    /// Messages of RTMP, enhanced ones included.
    Rtmp,
    /// FLV, live or as a file, which has the messages of RTMP.
    Flv,
    /// MPEG transport streams: segments of HLS.
    MpegTs,
    /// Fragments of MP4: segments of HLS, or live.
    FragmentedMp4,
    /// An MP4 file.
    Mp4,
}

impl Container {
    /// Whether it carries a codec: what the table of [`Container`] says.
    pub fn carries(self, codec: Codec) -> bool {
        use Codec::{Aac, Av1, Flac, H264, Hevc, Mp3, Opus, Vp9};
        match self {
            Self::Rtmp | Self::Flv => true,
            Self::MpegTs => matches!(codec, H264 | Hevc | Aac | Mp3),
            Self::FragmentedMp4 | Self::Mp4 => {
                matches!(codec, H264 | Hevc | Av1 | Vp9 | Aac | Mp3 | Opus | Flac)
            }
        }
    }

    /// That in which HLS sends these codecs: transport streams where every player takes them from one, and
    /// fragments of MP4 for the rest, among it HEVC, which browsers take in no other way. [`Container`] has one of each.
    ///
    /// # Errors
    /// The codec that neither carries.
    pub fn of_hls(codecs: impl IntoIterator<Item = Codec>) -> Result<Self, Codec> {
        let codecs: Vec<Codec> = codecs.into_iter().collect();
        if codecs.iter().all(|codec| *codec != Codec::Hevc && Self::MpegTs.carries(*codec)) {
            return Ok(Self::MpegTs);
        }
        Self::FragmentedMp4.check(codecs).map(|()| Self::FragmentedMp4)
    }

    /// # Errors
    /// The first codec that it does not carry.
    pub(crate) fn check(self, codecs: impl IntoIterator<Item = Codec>) -> Result<(), Codec> {
        codecs.into_iter().find(|codec| !self.carries(*codec)).map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CodecCode;

    #[test]
    fn hls_is_a_transport_stream_only_where_every_player_takes_it() {
        use Codec::{Aac, Av1, Flac, H264, Hevc, Mp3, Opus, Vp9};
        for codecs in [&[H264, Aac][..], &[H264, Mp3], &[H264], &[Aac], &[Mp3]] {
            assert_eq!(Container::of_hls(codecs.iter().copied()), Ok(Container::MpegTs), "{codecs:?}");
        }
        for codecs in [&[Hevc, Aac][..], &[H264, Opus], &[Av1, Opus], &[Vp9], &[Flac], &[Hevc, Mp3]] {
            assert_eq!(Container::of_hls(codecs.iter().copied()), Ok(Container::FragmentedMp4), "{codecs:?}");
        }
    }

    #[test]
    fn a_codec_that_nothing_carries_is_named() {
        assert_eq!(Container::of_hls([Codec::H264, Codec::Speex]), Err(Codec::Speex));
        assert_eq!(Container::Mp4.check([Codec::Vp8, Codec::Aac]), Err(Codec::Vp8));
        let unknown = Codec::Other(CodecCode::FourCc(*b"vvc1"));
        assert_eq!(Container::of_hls([unknown]), Err(unknown));
        assert_eq!(unknown.to_string(), "codec vvc1");
        assert_eq!(Container::Flv.check([unknown, Codec::Speex]), Ok(()));
    }
}
