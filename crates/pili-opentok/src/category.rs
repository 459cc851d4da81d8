use http::StatusCode;
use pili_core::{Error, ErrorKind};

/// What an error means to the caller (spec 16.4).
///
/// ```
/// # use pili_opentok::{Category, core::Error};
/// # let error = Error::connect("refused");
/// if Category::of(&error) == Category::Conflict { /* already started */ }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Category {
    /// 400: an argument that the service refuses.
    BadRequest,
    /// 401 or 403: a wrong key, secret or clock. With an account's key instead of a project's too.
    Auth,
    /// 404: no such thing, or nobody is connected.
    NotFound,
    /// 405: streams are picked by hand only in an archive or broadcast of that mode.
    StreamMode,
    /// 408: the service took too long, or knows no such stream.
    TimeoutOrInvalidStream,
    /// 409: already started, not routed, or in another status.
    Conflict,
    /// 413: a signal that is too large.
    PayloadTooLarge,
    /// 429: too many calls.
    RateLimited,
    /// 500 to 599: the service failed.
    Server,
    /// Any other status.
    UnexpectedStatus,
    /// The answer could not be read.
    Decode,
    /// The call could not be carried out: no connection, a broken one, a time limit.
    Transport,
    /// An argument breaks a rule; nothing was sent.
    Validation,
}

impl Category {
    /// The category of an error of any operation.
    pub fn of(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::Invalid => Self::Validation,
            ErrorKind::Sign => Self::Auth,
            ErrorKind::Api => status(error).map_or(Self::UnexpectedStatus, Self::of_status),
            ErrorKind::Decode => Self::Decode,
            _ => Self::Transport,
        }
    }

    /// The name in the specification: `bad-request`, `auth` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::Auth => "auth",
            Self::NotFound => "not-found",
            Self::StreamMode => "stream-mode",
            Self::TimeoutOrInvalidStream => "timeout-or-invalid-stream",
            Self::Conflict => "conflict",
            Self::PayloadTooLarge => "payload-too-large",
            Self::RateLimited => "rate-limited",
            Self::Server => "server",
            Self::UnexpectedStatus => "unexpected-status",
            Self::Decode => "decode",
            Self::Transport => "transport",
            Self::Validation => "validation",
        }
    }

    fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            400 => Self::BadRequest,
            401 | 403 => Self::Auth,
            404 => Self::NotFound,
            405 => Self::StreamMode,
            408 => Self::TimeoutOrInvalidStream,
            409 => Self::Conflict,
            413 => Self::PayloadTooLarge,
            429 => Self::RateLimited,
            500..=599 => Self::Server,
            _ => Self::UnexpectedStatus,
        }
    }
}

/// The status, or the code of an error that came within a success.
fn status(error: &Error) -> Option<StatusCode> {
    let within = || error.api_error()?.code.as_ref()?.parse().ok();
    error.status().filter(|status| !status.is_success()).or_else(within)
}

/// Whether an archive or broadcast could not start because nobody is connected to the session: documented
/// as 400, in practice 404 (spec 16.3). 400 has other causes too; the error's message tells.
pub fn nobody_connected(error: &Error) -> bool {
    let starts = matches!(error.operation(), Some("opentok.archive.start" | "opentok.broadcast.start"));
    starts && matches!(Category::of(error), Category::BadRequest | Category::NotFound)
}
