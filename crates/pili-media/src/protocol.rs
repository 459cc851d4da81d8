/// How media travels to or from a client.
///
/// ```
/// use pili_media::Protocol;
///
/// assert_eq!([Protocol::Rtmp, Protocol::Flv, Protocol::Srt].map(Protocol::name), ["rtmp", "flv", "srt"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(clippy::exhaustive_enums, reason = "who names or counts protocols must not overlook a new one")]
pub enum Protocol {
    /// RTMP, both ways.
    Rtmp,
    /// FLV as the endless body of a response over HTTP.
    Flv,
    /// Fragments of MP4 as the endless body of a response over HTTP.
    Mp4,
    /// HLS.
    Hls,
    /// SRT, to publish.
    Srt,
}

impl Protocol {
    /// `rtmp`, `flv`, `mp4`, `hls`, `srt`: in logs and figures, one word for [each](Protocol).
    pub fn name(self) -> &'static str {
        match self {
            Self::Rtmp => "rtmp",
            Self::Flv => "flv",
            Self::Mp4 => "mp4",
            Self::Hls => "hls",
            Self::Srt => "srt",
        }
    }
}
