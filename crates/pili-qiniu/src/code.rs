use pili_core::{ApiError, Error, Reason};

/// What Qiniu's own status codes and words say that no [`Reason`] does (spec 5.2).
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
    /// 400 "repeat operation": a task is started that runs, or stopped that does not.
    RepeatedOperation,
    /// 400 "task running": what the call does to a task cannot be done while it runs.
    TaskRunning,
}

impl Code {
    /// The meaning of an error's status and words, if it is one of these. Example: [`Code`].
    pub fn of(error: &Error) -> Option<Self> {
        Self::said(error.api_error()?)
    }

    /// The same of what the service said.
    ///
    /// ```
    /// use http::StatusCode;
    /// use pili_core::ApiError;
    /// use pili_qiniu::Code;
    /// let error = ApiError::new(StatusCode::from_u16(616)?, &Default::default());
    /// assert_eq!(Code::said(&error), Some(Code::HubMismatch));
    /// # Ok::<(), http::status::InvalidStatusCode>(())
    /// ```
    pub fn said(error: &ApiError) -> Option<Self> {
        match (error.status.as_u16(), error.message.as_deref()) {
            (615, _) => Some(Self::RoomNotActive),
            (616, _) => Some(Self::HubMismatch),
            (400, Some("repeat operation")) => Some(Self::RepeatedOperation),
            (400, Some("task running")) => Some(Self::TaskRunning),
            _ => None,
        }
    }
}

pub(crate) fn reason(error: &ApiError) -> Reason {
    match error.status.as_u16() {
        404 | 612 => Reason::NotFound,
        614 => Reason::AlreadyExists,
        409 | 615 => Reason::Conflict,
        400 if Code::said(error).is_some() => Reason::Conflict,
        401 | 403 | 616 => Reason::Denied,
        429 | 573 => Reason::TooManyCalls,
        619 => Reason::NoData,
        500 | 502..=504 => Reason::Busy,
        _ => Reason::Other,
    }
}
