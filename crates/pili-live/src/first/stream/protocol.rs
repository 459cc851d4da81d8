use serde::{Deserialize, Serialize};

/// How a stream is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Protocol {
    /// RTMP, the default.
    #[default]
    #[serde(rename = "RTMP")]
    Rtmp,
    /// One that this version does not know.
    #[serde(untagged)]
    Other(String),
}
