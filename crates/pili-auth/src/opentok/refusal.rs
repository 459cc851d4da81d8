use std::{fmt, time::Duration};

use crate::jwt::JwtError;

/// Why a client token, or the token of a REST call, is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no token.
    Missing,
    /// There is more than one header of this name.
    Duplicate(&'static str),
    /// It is no token of the expected form; this part is wrong.
    Malformed(&'static str),
    /// It is a JSON Web Token with another algorithm than HS256.
    Algorithm(String),
    /// It was made with this other API key.
    OtherKey(String),
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
}

impl Refusal {
    pub(super) fn of(error: JwtError) -> Self {
        match error {
            JwtError::Algorithm(name) => Self::Algorithm(name),
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
            Self::Algorithm(name) => write!(f, "the token is signed with `{name}` instead of `HS256`"),
            Self::OtherKey(key) => write!(f, "the token was made with the API key `{key}`"),
            Self::Signature => f.write_str("the token's signature does not match"),
            Self::Expired(ago) => write!(f, "the token expired {} s ago", ago.as_secs()),
            Self::Early(ahead) => write!(f, "the token was made {} s in the future", ahead.as_secs()),
            Self::NotYetValid(ahead) => write!(f, "the token is good in {} s only", ahead.as_secs()),
            Self::TooLong(length) => {
                write!(f, "the token is good for {} s, which is too long", length.as_secs())
            }
            Self::OtherSession(id) => write!(f, "the token is for the session `{id}`"),
        }
    }
}

impl std::error::Error for Refusal {}
