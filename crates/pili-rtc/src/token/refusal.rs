use std::{fmt, time::Duration};

use pili_auth::{SignError, names::NameError};

/// Why a room token is refused. `Display` says in one line what to do next; no key is ever shown.
///
/// Example: [`RoomToken::unverified`](crate::RoomToken::unverified).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RoomTokenRefusal {
    /// The token is not `<access key>:<sign>:<payload>`.
    Malformed,
    /// The access key is another than the one that is checked against.
    UnknownAccessKey(String),
    /// The signature is not that of the payload as received.
    SignDiffers {
        /// Whether it is that of the JSON before Base64.
        of_json: bool,
    },
    /// The payload is no Base64, or its JSON lacks something.
    Payload(String),
    /// The payload's `version` is none that exists.
    UnknownVersion(String),
    /// The payload's permission is neither `admin` nor `user` nor empty.
    UnknownPermission(String),
    /// A name in the payload does not fit.
    Name(NameError),
    /// The token is right, but the time is over.
    Expired {
        /// Unix seconds.
        expires_at: i64,
        /// How long ago.
        by: Duration,
    },
    /// There is no key pair to check against.
    NoKeys(SignError),
}

impl fmt::Display for RoomTokenRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => f.write_str("the room token is not `<access key>:<sign>:<payload>`"),
            Self::UnknownAccessKey(key) => {
                write!(f, "the room token's access key `{}` is unknown", key.escape_debug())
            }
            Self::SignDiffers { of_json: true } => {
                f.write_str("the room token's signature covers the JSON: sign its URL-safe Base64 instead")
            }
            Self::SignDiffers { of_json: false } => f.write_str(
                "the room token's signature is wrong: the payload was changed, or the key is another one",
            ),
            Self::Payload(reason) => write!(f, "the room token's payload cannot be read: {reason}"),
            Self::UnknownVersion(version) => {
                write!(f, "the room token's version is `{}`, not `2.0`", version.escape_debug())
            }
            Self::UnknownPermission(permission) => {
                write!(
                    f,
                    "the room token's permission is `{}`, not `admin` or `user`",
                    permission.escape_debug()
                )
            }
            Self::Name(error) => write!(f, "the room token's {error}"),
            Self::Expired { expires_at, by } => {
                write!(f, "the room token expired {} s ago, at {expires_at}: make a new one", by.as_secs())
            }
            Self::NoKeys(error) => {
                write!(f, "the room token cannot be checked: {} {}", error.field(), error.rule())
            }
        }
    }
}

impl std::error::Error for RoomTokenRefusal {}

impl From<NameError> for RoomTokenRefusal {
    fn from(error: NameError) -> Self {
        Self::Name(error)
    }
}
