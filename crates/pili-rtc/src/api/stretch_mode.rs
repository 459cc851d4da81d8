use serde::{Deserialize, Serialize};

/// How a picture fills its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum StretchMode {
    /// Fills it, and is cut to its shape.
    AspectFill,
    /// Fits in, and keeps its shape.
    AspectFit,
    /// Fills it, and takes its shape.
    ScaleToFit,
    /// One that this version does not know.
    #[serde(untagged)]
    Other(String),
}
