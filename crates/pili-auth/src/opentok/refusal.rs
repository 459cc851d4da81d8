use std::{fmt, time::Duration};

use super::Issuer;
use crate::jwt::JwtError;

/// Why a client token, the token of a REST call, or that of a callback is refused.
///
/// Example: [`CallbackVerifier`](crate::opentok::CallbackVerifier).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no token.
    Missing,
    /// There is more than one header of this name.
    Duplicate(&'static str),
    /// It is no token of the expected form; this part is wrong.
    Malformed(&'static str),
    /// It is a JSON Web Token with another algorithm than that of the key, or with conditions that are unknown here.
    Algorithm(JwtError),
    /// It is of the other mode: made by this application where a project's are checked, or the reverse.
    OtherMode(Issuer),
    /// It was made with this other API key.
    OtherKey(String),
    /// It was made by this other application.
    OtherApplication(String),
    /// It is a client token, which signs no calls.
    ClientToken,
    /// Its signature does not match: another secret, or a changed token.
    Signature,
    /// It expired this long ago.
    Expired(Duration),
    /// It was made this far in the future: the clock of its maker is ahead.
    Early(Duration),
    /// It is good only this much later, by its claim `nbf`.
    NotYetValid(Duration),
    /// It is good for longer than the service allows: this long.
    TooLong(Duration),
    /// It is for this other session.
    OtherSession(String),
    /// It was signed this long ago, which is longer than is taken.
    TooOld(Duration),
    /// It says no hash of the body, which could thus be any.
    Unhashed,
    /// The body is not the one whose hash it says.
    OtherBody,
}

impl Refusal {
    pub(super) fn of(error: JwtError) -> Self {
        match error {
            error @ (JwtError::Algorithm { .. } | JwtError::Critical) => Self::Algorithm(error),
            JwtError::Signature => Self::Signature,
            JwtError::Malformed => Self::Malformed("the three parts of a JSON Web Token"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no token"),
            Self::Duplicate(header) => write!(f, "there is more than one `{header}` header: send one"),
            Self::Malformed(part) => write!(f, "the token cannot be read: {part}"),
            Self::Algorithm(error) => error.fmt(f),
            Self::OtherMode(issuer @ Issuer::Application(_)) => {
                write!(f, "the token was made by {issuer}: here an API key and its secret are wanted, in HS256")
            }
            Self::OtherMode(issuer @ Issuer::Project(_)) => {
                write!(f, "the token was made by {issuer}: here an application's private key is wanted, in RS256")
            }
            Self::OtherKey(key) => write!(f, "the token was made with the API key `{key}`"),
            Self::OtherApplication(id) => write!(f, "the token was made by the application `{}`", id.escape_debug()),
            Self::ClientToken => f.write_str("the token is one for clients: a call needs one of its own"),
            Self::Signature => f.write_str("the token's signature does not match"),
            Self::Expired(ago) => write!(f, "the token expired {} s ago", ago.as_secs()),
            Self::Early(ahead) => write!(f, "the token was made {} s in the future", ahead.as_secs()),
            Self::NotYetValid(ahead) => write!(f, "the token is good in {} s only", ahead.as_secs()),
            Self::TooLong(length) => {
                write!(f, "the token is good for {} s, which is too long", length.as_secs())
            }
            Self::OtherSession(id) => write!(f, "the token is for the session `{id}`"),
            Self::TooOld(age) => write!(f, "it was signed {} s ago, which is too long", age.as_secs()),
            Self::Unhashed => f.write_str("the token has no hash of the body (`payload_hash`)"),
            Self::OtherBody => f.write_str(
                "the body is not the one that was signed: verify its bytes as they arrived, before anything parses them",
            ),
        }
    }
}

impl std::error::Error for Refusal {}
