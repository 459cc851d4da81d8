//! What the command ends with, for scripts.

use std::process::ExitCode;

use pili::{
    Error,
    core::{ErrorKind, Reason},
};

/// The exit codes, which `pili help exit-codes` lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All was done.
    Ok = 0,
    /// Something else failed, such as writing the output.
    Failed = 1,
    /// The command line, the configuration or an argument is wrong; nothing was sent.
    Usage = 2,
    /// The service refused, or a signature, URL or token is not good.
    Refused = 3,
    /// What the call is about does not exist, or there is no data of it.
    NotFound = 4,
    /// No connection, or no answer in time.
    NoAnswer = 5,
    /// Some of many were done, and some were not.
    Partly = 6,
}

impl Exit {
    /// What a failed call means.
    pub(crate) fn of(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::Invalid | ErrorKind::Sign => Self::Usage,
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport => Self::NoAnswer,
            ErrorKind::Api if matches!(error.reason(), Reason::NotFound | Reason::NoData) => Self::NotFound,
            ErrorKind::Api => Self::Refused,
            _ => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
