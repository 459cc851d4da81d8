use std::{collections::BTreeMap, time::SystemTime};

use pili_qiniu::rfc3339;
use serde::{Deserialize, Serialize};

/// What was used in one step of time.
///
/// Example: [`downflow`](crate::statd::downflow).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Usage {
    /// When the step begins.
    #[serde(with = "rfc3339")]
    pub time: SystemTime,
    /// The figures, by the name of the [`Metric`](super::Metric).
    pub values: BTreeMap<String, i64>,
}

/// What was used in one step of time, by the values of a dimension.
///
/// Example: [`statd`](crate::statd).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct GroupedUsage {
    /// When the step begins.
    #[serde(with = "rfc3339")]
    pub time: SystemTime,
    /// The figures by value: by hub, by area and so on.
    pub values: BTreeMap<String, BTreeMap<String, i64>>,
}
