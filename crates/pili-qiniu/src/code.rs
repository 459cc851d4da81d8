use http::StatusCode;
use pili_core::{Error, Reason};

/// What Qiniu's own status codes say that no [`Reason`] does (spec 5.2).
///
/// ```
/// # use pili_qiniu::Code;
/// # use pili_core::Error;
/// # fn told(error: &Error) {
/// if Code::of(error) == Some(Code::HubMismatch) { /* the hub is another account's */ }
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Code {
    /// 615: the room is not active.
    RoomNotActive,
    /// 616: the hub does not belong to the account.
    HubMismatch,
}

impl Code {
    /// The meaning of an error's status, if it is one of these.
    pub fn of(error: &Error) -> Option<Self> {
        match error.api_error()?.status.as_u16() {
            615 => Some(Self::RoomNotActive),
            616 => Some(Self::HubMismatch),
            _ => None,
        }
    }
}

pub(crate) fn reason(status: StatusCode) -> Reason {
    match status.as_u16() {
        404 | 612 => Reason::NotFound,
        614 => Reason::AlreadyExists,
        409 | 615 => Reason::Conflict,
        401 | 403 | 616 => Reason::Denied,
        429 | 573 => Reason::TooManyCalls,
        619 => Reason::NoData,
        500 | 502..=504 => Reason::Busy,
        _ => Reason::Other,
    }
}
