use std::{error::Error, fmt};

use pili_core::auth::qiniu::CallbackRefusal;

/// Why a callback is not taken.
///
/// Example: [`parse_job`](crate::callback::parse_job).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallbackError {
    /// It does not come from the account that is checked for, or was changed on its way. What was to be signed
    /// and which change is likely, the refusal tells.
    Unverified(CallbackRefusal),
    /// Its body is no JSON object, though its type says so.
    Malformed(String),
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unverified(error) => write!(f, "the callback is not verified: {error}"),
            Self::Malformed(error) => write!(f, "the callback's body is no JSON object: {error}"),
        }
    }
}

impl Error for CallbackError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unverified(refusal) => Some(refusal),
            Self::Malformed(_) => None,
        }
    }
}
