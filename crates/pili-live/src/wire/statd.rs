use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What was used in one step of time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Usage {
    /// When the step begins, as RFC 3339.
    pub time: String,
    /// The figures, by the name of the [`Metric`](crate::statd::Metric).
    pub values: BTreeMap<String, i64>,
}

/// What was used in one step of time, by the values of a dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct GroupedUsage {
    /// When the step begins, as RFC 3339.
    pub time: String,
    /// The figures by value: by hub, by area and so on.
    pub values: BTreeMap<String, BTreeMap<String, i64>>,
}
