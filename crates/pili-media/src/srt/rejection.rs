use std::fmt;

use srt_protocol::packet::ServerRejectReason;

/// Why a connection was not accepted, as far as SRT can say it. The numbers are those of SRT's access control; the
/// client's library shows them.
///
/// ```
/// use pili_media::srt::Rejection;
///
/// assert_eq!(Rejection::Conflict.to_string(), "somebody else publishes the stream (1409)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejection {
    /// The stream id is none, or not of the form `#!::h=<hub>/<stream key>,m=publish,…`: 1400.
    StreamId,
    /// The gate said no; its reason stands where the server tells what happened: 1403.
    Refused,
    /// The stream id does not ask for a publish: 1405.
    Mode,
    /// Somebody else publishes the stream: 1409.
    Conflict,
    /// The client wants encryption, and there is none: 11.
    Encrypted,
}

impl Rejection {
    /// The number by which `libsrt` shows it (`SRT_REJX_…` and `SRT_REJ_…`), and which [a publisher](super::Publisher) is
    /// told.
    pub fn code(self) -> u16 {
        match self {
            Self::StreamId => 1_400,
            Self::Refused => 1_403,
            Self::Mode => 1_405,
            Self::Conflict => 1_409,
            Self::Encrypted => 11,
        }
    }

    pub(super) fn server_reason(self) -> ServerRejectReason {
        match self {
            Self::StreamId => ServerRejectReason::BadRequest,
            Self::Refused | Self::Encrypted => ServerRejectReason::Forbidden,
            Self::Mode => ServerRejectReason::BadMode,
            Self::Conflict => ServerRejectReason::Conflict,
        }
    }
}

/// The meaning and the code.
impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meaning = match self {
            Self::StreamId => "the stream id is not of the form `#!::h=<hub>/<stream key>,m=publish`",
            Self::Refused => "the server refuses the stream",
            Self::Mode => "the stream id must ask to publish: `m=publish`",
            Self::Conflict => "somebody else publishes the stream",
            Self::Encrypted => "the server takes no encrypted stream",
        };
        write!(f, "{meaning} ({})", self.code())
    }
}
