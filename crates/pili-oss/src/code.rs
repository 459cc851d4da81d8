use http::StatusCode;
use pili_core::{Error, Reason};

/// What OSS' error codes say beyond [`Error::reason`] (spec 4).
///
/// ```
/// # use pili_oss::{Code, Oss, core::{ApiError, Error, Response}};
/// # let error = Error::api::<Oss>(ApiError::default(), &Response::default());
/// if Code::of(&error) == Some(Code::SecurityToken) { /* fetch new temporary credentials */ }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Code {
    /// It is the bucket that does not exist, not the channel.
    NoSuchBucket,
    /// The channel's name is empty, too long, no UTF-8, or has a slash.
    InvalidChannelName,
    /// A value breaks its rule, or nothing was published in the span of a playlist.
    InvalidArgument,
    /// The signature is wrong: [`Error::string_to_sign`] has what was signed.
    SignatureDoesNotMatch,
    /// The access key is unknown.
    InvalidAccessKeyId,
    /// The clock is more than 15 minutes off; the error says by how much.
    RequestTimeTooSkewed,
    /// The token of temporary credentials is wrong, over, or of other credentials.
    SecurityToken,
}

impl Code {
    /// The meaning of an error's code, if it is one of these. Example: [`Code`].
    pub fn of(error: &Error) -> Option<Self> {
        Some(match error.api_error()?.code.as_deref()? {
            "NoSuchBucket" => Self::NoSuchBucket,
            "InvalidChannelName" => Self::InvalidChannelName,
            "InvalidArgument" => Self::InvalidArgument,
            "SignatureDoesNotMatch" => Self::SignatureDoesNotMatch,
            "InvalidAccessKeyId" => Self::InvalidAccessKeyId,
            "RequestTimeTooSkewed" => Self::RequestTimeTooSkewed,
            "InvalidSecurityToken"
            | "SecurityTokenExpired"
            | "AccessKeyIdAndSecurityTokenNotMatch"
            | "SecurityTokenNotSupported" => Self::SecurityToken,
            _ => return None,
        })
    }
}

/// What a code means in words that hold for every vendor; where there is none, the status.
pub(crate) fn reason(code: Option<&str>, status: StatusCode) -> Reason {
    match code {
        Some("NoSuchLiveChannel" | "NoSuchBucket" | "NoSuchKey") => Reason::NotFound,
        Some("ChannelStillLive" | "LiveChannelDisabled") => Reason::Conflict,
        Some("ServiceUnavailable") => Reason::Busy,
        Some("MetaOperationQpsLimitExceeded" | "TotalQpsLimitExceeded") => Reason::TooManyCalls,
        _ => match status.as_u16() {
            401 | 403 => Reason::Denied,
            404 => Reason::NotFound,
            409 => Reason::Conflict,
            429 => Reason::TooManyCalls,
            500 | 502..=504 => Reason::Busy,
            _ => Reason::Other,
        },
    }
}
