use std::collections::BTreeMap;

use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

/// Who plays now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PlayNow {
    /// All streams together.
    pub total: PlayCount,
    /// By stream key.
    #[serde(deserialize_with = "null_as_default")]
    pub streams: BTreeMap<String, PlayCount>,
}

/// Viewers and what they receive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PlayCount {
    /// Viewers.
    pub count: i64,
    /// Bit rate to all of them together.
    pub bandwidth: i64,
}

/// One page of the play history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PlayHistoryPage {
    /// The moments.
    #[serde(deserialize_with = "null_as_default")]
    pub items: Vec<PlayMoment>,
    /// Where the next page begins; empty at the end.
    #[serde(deserialize_with = "null_as_default")]
    pub marker: String,
}

/// Who played at one moment: the average of five samples, one a minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PlayMoment {
    /// The moment, a multiple of five minutes.
    pub time: i64,
    /// The figures.
    pub stats: PlayCount,
}

/// Who played one stream at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PlayDetail {
    /// The moment, a multiple of five minutes.
    pub time: i64,
    /// The stream key.
    pub key: String,
    /// The figures.
    pub stats: PlayCount,
}
