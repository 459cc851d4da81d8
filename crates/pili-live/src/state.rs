use serde::{Deserialize, Serialize};

/// Whether a stream is being published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum State {
    /// It is.
    Connected,
    /// It is not.
    Disconnected,
    /// One that this version does not know.
    #[serde(untagged)]
    Other(String),
}
