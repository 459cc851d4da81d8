use http::StatusCode;
use pili_core::{ApiError, Error, Reason};

/// What OSS' error codes mean for LiveChannel (spec 4).
///
/// ```
/// # use pili_oss::{Code, core::{ApiError, Error, Response}};
/// # let error = Error::api(ApiError::default(), &Response::default());
/// if Code::of(&error) == Some(Code::ChannelStillLive) { /* somebody publishes: disable the channel first */ }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Code {
    /// There is no channel of this name.
    NoSuchLiveChannel,
    /// There is no bucket of this name.
    NoSuchBucket,
    /// Somebody publishes to the channel.
    ChannelStillLive,
    /// The channel takes no stream.
    LiveChannelDisabled,
    /// The channel's name is empty, too long, no UTF-8, or has a slash.
    InvalidChannelName,
    /// A value breaks its rule, or the span of a playlist has no segment.
    InvalidArgument,
    /// Not allowed, or not signed.
    AccessDenied,
    /// The signature is wrong: [`Error::string_to_sign`] has what was signed.
    SignatureDoesNotMatch,
    /// The access key is unknown.
    InvalidAccessKeyId,
    /// The clock is more than 15 minutes off; the error says by how much.
    RequestTimeTooSkewed,
    /// The token of temporary credentials is wrong, over, or of other credentials.
    SecurityToken,
    /// Too many calls, or the service is overloaded.
    Busy,
}

impl Code {
    /// The meaning of an error's code, if it is one of these.
    pub fn of(error: &Error) -> Option<Self> {
        Self::of_api_error(error.api_error()?)
    }

    fn of_api_error(error: &ApiError) -> Option<Self> {
        Some(match error.code.as_deref()? {
            "NoSuchLiveChannel" => Self::NoSuchLiveChannel,
            "NoSuchBucket" => Self::NoSuchBucket,
            "ChannelStillLive" => Self::ChannelStillLive,
            "LiveChannelDisabled" => Self::LiveChannelDisabled,
            "InvalidChannelName" => Self::InvalidChannelName,
            "InvalidArgument" => Self::InvalidArgument,
            "AccessDenied" => Self::AccessDenied,
            "SignatureDoesNotMatch" => Self::SignatureDoesNotMatch,
            "InvalidAccessKeyId" => Self::InvalidAccessKeyId,
            "RequestTimeTooSkewed" => Self::RequestTimeTooSkewed,
            "InvalidSecurityToken"
            | "SecurityTokenExpired"
            | "AccessKeyIdAndSecurityTokenNotMatch"
            | "SecurityTokenNotSupported" => Self::SecurityToken,
            "ServiceUnavailable" | "MetaOperationQpsLimitExceeded" | "TotalQpsLimitExceeded" => Self::Busy,
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
