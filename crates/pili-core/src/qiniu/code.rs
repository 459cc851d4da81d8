use http::StatusCode;

use crate::Error;

/// What Qiniu's own status codes mean (spec 5.2).
///
/// ```
/// # use pili_core::{ApiError, Error, Response, qiniu::Code};
/// # let error = Error::api(ApiError::default(), &Response::default());
/// if Code::of(&error) == Some(Code::AlreadyExists) { /* somebody was faster */ }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Code {
    /// 612, or 404: no such stream, hub or app.
    NotFound,
    /// 614: the stream already exists.
    AlreadyExists,
    /// 615: the room is not active.
    RoomNotActive,
    /// 616: the hub does not belong to the account.
    HubMismatch,
    /// 619: the stream is not live, or has no data in the span.
    NoData,
    /// 401: bad token; [`Error::string_to_sign`] has what was signed.
    Unauthorized,
    /// 573 or 429: too many calls.
    TooManyCalls,
}

impl Code {
    /// The meaning of an error's status, if it is one of these.
    pub fn of(error: &Error) -> Option<Self> {
        error.api_error().and_then(|error| Self::of_status(error.status))
    }

    /// The meaning of a status, if it is one of these.
    pub fn of_status(status: StatusCode) -> Option<Self> {
        Some(match status.as_u16() {
            404 | 612 => Self::NotFound,
            614 => Self::AlreadyExists,
            615 => Self::RoomNotActive,
            616 => Self::HubMismatch,
            619 => Self::NoData,
            401 => Self::Unauthorized,
            429 | 573 => Self::TooManyCalls,
            _ => return None,
        })
    }
}
