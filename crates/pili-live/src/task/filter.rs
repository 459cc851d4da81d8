use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

use super::given;

/// Which machines may carry a task out (vendor page 7326).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Filter {
    /// Those with one of these public addresses. The list of tasks calls them `ip`.
    #[serde(alias = "ip", deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub ips: Vec<String>,
    /// Those of an area.
    #[serde(deserialize_with = "given::choice", skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
    /// Those on the lines of a carrier.
    #[serde(deserialize_with = "given::choice", skip_serializing_if = "Option::is_none")]
    pub isp: Option<Isp>,
}

impl Filter {
    /// Any machine.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a public address.
    pub fn ip(mut self, address: impl Into<String>) -> Self {
        self.ips.push(address.into());
        self
    }

    /// Only machines of an area.
    pub fn area(self, area: Area) -> Self {
        Self { area: Some(area), ..self }
    }

    /// Only machines on the lines of a carrier.
    pub fn isp(self, isp: Isp) -> Self {
        Self { isp: Some(isp), ..self }
    }
}

/// A part of China.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Area {
    /// The north-east.
    #[serde(rename = "东北")]
    Northeast,
    /// The north.
    #[serde(rename = "华北")]
    North,
    /// The centre.
    #[serde(rename = "华中")]
    Central,
    /// The east.
    #[serde(rename = "华东")]
    East,
    /// The south.
    #[serde(rename = "华南")]
    South,
    /// The north-west.
    #[serde(rename = "西北")]
    Northwest,
    /// The south-west.
    #[serde(rename = "西南")]
    Southwest,
    /// Anywhere else.
    #[serde(rename = "其它")]
    Elsewhere,
    /// One that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// A carrier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Isp {
    /// China Telecom.
    #[serde(rename = "电信")]
    Telecom,
    /// China Unicom.
    #[serde(rename = "联通")]
    Unicom,
    /// China Mobile.
    #[serde(rename = "移动")]
    Mobile,
    /// One that this version does not know.
    #[serde(untagged)]
    Other(String),
}
