use std::fmt;

use super::{Claims, Field, Refusal};

/// Who made a token, by what it says: its mode follows from that.
///
/// Example: [`Decoded::read`](crate::opentok::Decoded::read).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Issuer {
    /// A project of OpenTok, with this API key.
    Project(String),
    /// An application of Vonage, with this ID.
    Application(String),
}

impl Issuer {
    /// The API key or the application's ID. Example: [`Decoded::read`](crate::opentok::Decoded::read).
    pub fn id(&self) -> &str {
        match self {
            Self::Project(id) | Self::Application(id) => id,
        }
    }

    /// Only tokens of applications have the claim `application_id`; the SDK for Node that serves both modes sets
    /// `iss` beside it.
    pub(super) fn of(claims: &Claims) -> Result<Self, Refusal> {
        if let Some(id) = claims.text(&Field::APPLICATION)? {
            return Ok(Self::Application(id));
        }
        let key = claims.text_or_number(&Field::API_KEY)?;
        key.map(Self::Project).ok_or_else(|| Field::API_KEY.malformed())
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Project(key) => write!(f, "the OpenTok project `{}`", key.escape_debug()),
            Self::Application(id) => write!(f, "the Vonage application `{}`", id.escape_debug()),
        }
    }
}
