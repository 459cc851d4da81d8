use std::{error::Error, fmt};

use pili_core::auth::opentok::Refusal;

/// Why a webhook is not taken.
///
/// Example: [`parse`](crate::webhook::parse).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// It does not come from the service, or was changed on its way.
    Unverified(Refusal),
    /// Its body is no JSON object.
    NotAnObject(String),
    /// A member of its body is missing, or of another form than documented.
    Field {
        /// The member, with those it stands in: `connection.id`.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl WebhookError {
    pub(super) fn field(name: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Field { name: name.into(), problem: problem.into() }
    }

    pub(super) fn missing(name: impl Into<String>) -> Self {
        Self::field(name, "is missing")
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unverified(refusal) => write!(f, "the webhook is not verified: {refusal}"),
            Self::NotAnObject(problem) => write!(f, "the webhook's body is no JSON object: {problem}"),
            Self::Field { name, problem } => write!(f, "the webhook's `{name}` {problem}"),
        }
    }
}

impl Error for WebhookError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unverified(refusal) => Some(refusal),
            _ => None,
        }
    }
}
