//! What is answered, and why.

use std::time::SystemTime;

use pili_urls::{Refusal as UrlRefusal, Verified};
use serde::{Serialize, Serializer};

use crate::Explanation;

/// Whether somebody may publish or play.
///
/// Example: [`Policy::terms`](crate::Policy::terms).
pub type Verdict = Result<Admitted, Refused>;

/// What somebody proved who may.
///
/// Example: [`Policy::terms`](crate::Policy::terms).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Admitted {
    /// Whose key pair signed, where that of an account did.
    pub access_key: Option<String>,
    /// When the URL expires, where it does.
    pub expires_at: Option<SystemTime>,
    /// The number that must grow with each publish, where the rule is `dynamic`. Whether it does is for those to say
    /// who remember the last.
    pub nonce: Option<u64>,
    /// Whether it was let in as a relay, without a signature.
    pub is_relay: bool,
    /// What could not be known of it, where it was let in all the same.
    pub unsure: Option<String>,
}

impl From<Verified> for Admitted {
    fn from(verified: Verified) -> Self {
        Self {
            access_key: verified.access_key().map(str::to_owned),
            expires_at: verified.expires_at(),
            nonce: verified.nonce(),
            ..Self::default()
        }
    }
}

/// Why somebody may not.
///
/// Example: [`Engine::answer`](crate::engine::Engine::answer).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// In one word.
    pub cause: Cause,
    /// In one line, for the person who publishes or plays. It repeats no token and no key.
    pub reason: String,
    /// What is known of the signature.
    pub explanation: Explanation,
}

impl Refused {
    /// For a reason that has nothing to do with a signature.
    /// Example: [`Engine::answer`](crate::engine::Engine::answer).
    pub fn new(cause: Cause, reason: impl Into<String>) -> Self {
        Self { cause, reason: reason.into(), explanation: Explanation::default() }
    }

    /// Because of the URL.
    pub(crate) fn of_url(refusal: &UrlRefusal, explanation: Explanation) -> Self {
        Self { cause: refusal.into(), reason: refusal.to_string(), explanation }
    }
}

/// Why something was refused, in one word.
///
/// Example: [the crate's page](crate).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// The signature covers something else, or was made with another key.
    Signature,
    /// Its time is over, or has not come.
    Time,
    /// The URL, or what the engine sent, cannot be read.
    Malformed,
    /// It is signed by another rule than the one that is demanded.
    Rule,
    /// It was made with a key that is not known here.
    UnknownKey,
    /// The number that must grow with each publish did not.
    Nonce,
    /// The hub is not known here.
    UnknownHub,
    /// The stream is disabled.
    Disabled,
    /// The client's address is kept out.
    Address,
    /// The page that the player stands in is kept out.
    Referer,
    /// Whoever asked is not an engine that may.
    Caller,
    /// What must be known to decide could not be had.
    Unavailable,
    /// Somebody publishes the stream already. A gate does not say this, nor what follows: a server does that carries
    /// the streams.
    AlreadyPublishing,
    /// Nobody publishes the stream.
    NotLive,
    /// The reason says it.
    Other,
}

impl Cause {
    /// As in logs, figures and events: `unknown_key`. Example: [`Policy::terms`](crate::Policy::terms).
    pub fn name(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Time => "time",
            Self::Malformed => "malformed",
            Self::Rule => "rule",
            Self::UnknownKey => "unknown_key",
            Self::Nonce => "nonce",
            Self::UnknownHub => "unknown_hub",
            Self::Disabled => "disabled",
            Self::Address => "address",
            Self::Referer => "referer",
            Self::Caller => "caller",
            Self::Unavailable => "unavailable",
            Self::AlreadyPublishing => "already_publishing",
            Self::NotLive => "not_live",
            Self::Other => "other",
        }
    }
}

impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
