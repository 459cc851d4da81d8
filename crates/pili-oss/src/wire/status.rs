use std::fmt;

use serde::{Deserialize, Serialize};

/// Whether a channel may take streams: its configured status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
#[non_exhaustive]
pub enum ChannelStatus {
    /// It takes streams.
    #[default]
    Enabled,
    /// It takes none.
    Disabled,
    /// A word that is not documented.
    Other(String),
}

impl ChannelStatus {
    /// The word on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Other(word) => word,
        }
    }
}

impl fmt::Display for ChannelStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<String> for ChannelStatus {
    fn from(word: String) -> Self {
        match word.trim() {
            "enabled" => Self::Enabled,
            "disabled" => Self::Disabled,
            _ => Self::Other(word),
        }
    }
}

impl From<ChannelStatus> for String {
    fn from(status: ChannelStatus) -> Self {
        status.to_string()
    }
}

/// What a channel does now. The words are capitalised on the wire, unlike those of [`ChannelStatus`], and read
/// in any case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
#[non_exhaustive]
pub enum StreamStatus {
    /// Nobody publishes.
    #[default]
    Idle,
    /// Somebody publishes.
    Live,
    /// It takes no streams.
    Disabled,
    /// A word that is not documented.
    Other(String),
}

impl StreamStatus {
    /// The word on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Idle => "Idle",
            Self::Live => "Live",
            Self::Disabled => "Disabled",
            Self::Other(word) => word,
        }
    }
}

impl fmt::Display for StreamStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<String> for StreamStatus {
    fn from(word: String) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "idle" => Self::Idle,
            "live" => Self::Live,
            "disabled" => Self::Disabled,
            _ => Self::Other(word),
        }
    }
}

impl From<StreamStatus> for String {
    fn from(status: StreamStatus) -> Self {
        status.to_string()
    }
}
