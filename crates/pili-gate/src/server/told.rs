//! What a gate tells of.

use std::{fmt, time::SystemTime};

use serde::Serialize;

use super::{Judged, judged::rfc3339};

/// Something to tell: a line of a log. It holds no key, no token and no signature.
///
/// `Display` is one line, fit for a terminal. As JSON it is one object; what is no verdict has a member `what`.
///
/// Example: [`Gate::replace`](crate::Gate::replace).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Told {
    /// A verdict.
    Verdict(Judged),
    /// Something that was done.
    Deed(Deed),
}

impl Told {
    /// When, by the gate's clock.
    ///
    /// Example: [`Gate::replace`](crate::Gate::replace).
    pub fn time(&self) -> SystemTime {
        match self {
            Self::Verdict(judged) => judged.time,
            Self::Deed(deed) => deed.time,
        }
    }

    /// Whether it is as it should be: allowed, or done. Example: [`Gate::replace`](crate::Gate::replace).
    pub fn is_good(&self) -> bool {
        match self {
            Self::Verdict(judged) => judged.allowed,
            Self::Deed(deed) => deed.done,
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verdict(judged) => judged.fmt(f),
            Self::Deed(deed) => deed.fmt(f),
        }
    }
}

/// A callback that was sent, or a call of Pili's API that was made.
///
/// Example: [`Gate::replace`](crate::Gate::replace).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Deed {
    /// When, by the gate's clock.
    #[serde(serialize_with = "rfc3339")]
    pub time: SystemTime,
    /// `connected`, `disconnected`, `disable`, `enable` or `live`.
    pub what: &'static str,
    /// `hub/key`.
    pub stream: String,
    /// Whether it was done.
    pub done: bool,
    /// What came of it.
    pub result: String,
    /// The access key that signed, of a call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_key: Option<String>,
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what, self.stream.escape_debug())?;
        if let Some(key) = &self.access_key {
            write!(f, ", key {}", key.escape_debug())?;
        }
        write!(f, ": {}", self.result.escape_debug())
    }
}
