use std::{fmt, str::FromStr};

/// A file that playlists name, which its name says: `7.ts`, `7.m4s`, `7.mp4`.
///
/// ```
/// use pili_media::HlsFile;
///
/// assert_eq!("7.m4s".parse(), Ok(HlsFile::Fragment(7)));
/// assert_eq!(HlsFile::TransportStream(7).to_string(), "7.ts");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums, reason = "who names files must not overlook a new kind of them")]
pub enum HlsFile {
    /// A segment as an MPEG transport stream.
    TransportStream(u64),
    /// A segment as a fragment of MP4.
    Fragment(u64),
    /// What a player needs before the fragments from this segment on.
    Map(u64),
}

impl HlsFile {
    /// Its media type.
    ///
    /// ```
    /// use pili_media::HlsFile;
    ///
    /// assert_eq!(HlsFile::TransportStream(7).content_type(), "video/mp2t");
    /// assert_eq!(HlsFile::Map(7).content_type(), "video/mp4");
    /// ```
    pub fn content_type(self) -> &'static str {
        match self {
            Self::TransportStream(_) => "video/mp2t",
            Self::Fragment(_) | Self::Map(_) => "video/mp4",
        }
    }
}

impl fmt::Display for HlsFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TransportStream(number) => write!(f, "{number}.ts"),
            Self::Fragment(number) => write!(f, "{number}.m4s"),
            Self::Map(number) => write!(f, "{number}.mp4"),
        }
    }
}

impl FromStr for HlsFile {
    type Err = NoHlsFile;

    fn from_str(name: &str) -> Result<Self, NoHlsFile> {
        let (number, extension) = name.split_once('.').ok_or(NoHlsFile)?;
        let number = number.parse().map_err(|_| NoHlsFile)?;
        match extension {
            "ts" => Ok(Self::TransportStream(number)),
            "m4s" => Ok(Self::Fragment(number)),
            "mp4" => Ok(Self::Map(number)),
            _ => Err(NoHlsFile),
        }
    }
}

/// A name that no playlist has.
///
/// ```
/// let error = "index.m3u8".parse::<pili_media::HlsFile>().unwrap_err();
/// assert_eq!(error.to_string(), "files of HLS are named by a number and .ts, .m4s or .mp4");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoHlsFile;

impl fmt::Display for NoHlsFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("files of HLS are named by a number and .ts, .m4s or .mp4")
    }
}

impl std::error::Error for NoHlsFile {}
