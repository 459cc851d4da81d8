use pili_core::Error;

/// What the platform's own codes say that no [`Reason`](pili_core::Reason) does (spec 16.1).
///
/// ```
/// # use pili_opentok::{Code, core::Error};
/// # fn told(error: &Error) {
/// if Code::of(error) == Some(Code::NotRouted) { /* create the session with `MediaMode::Routed` */ }
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// 15008: only routed sessions are recorded, sent out, captioned and called from.
    NotRouted,
    /// 15204: the project may not send video to SIP calls.
    NoSipVideo,
}

impl Code {
    /// The meaning of an error's code, if it is one of these. Example: [`Code`].
    pub fn of(error: &Error) -> Option<Self> {
        match error.api_error()?.code.as_deref()? {
            "15008" => Some(Self::NotRouted),
            "15204" => Some(Self::NoSipVideo),
            _ => None,
        }
    }
}
