use pili_core::{null_as_default, open_enum};
use serde::{Deserialize, Serialize};

use super::given;

/// Which machines may carry a task out (vendor page 7326).
///
/// ```
/// use pili_live::task::{Area, Filter, Isp};
/// let filter = Filter::new().ip("192.0.2.7").area(Area::East).isp(Isp::Telecom);
/// # drop(filter);
/// ```
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
    /// Any machine. Example: [`Filter`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a public address. Example: [`Filter`].
    pub fn ip(mut self, address: impl Into<String>) -> Self {
        self.ips.push(address.into());
        self
    }

    /// Only machines of an area. Example: [`Filter`].
    pub fn area(self, area: Area) -> Self {
        Self { area: Some(area), ..self }
    }

    /// Only machines on the lines of a carrier. Example: [`Filter`].
    pub fn isp(self, isp: Isp) -> Self {
        Self { isp: Some(isp), ..self }
    }
}

open_enum! {
    /// A part of China.
    ///
    /// Example: [`Filter`].
    Area {
        /// The north-east.
        Northeast = "东北",
        /// The north.
        North = "华北",
        /// The centre.
        Central = "华中",
        /// The east.
        East = "华东",
        /// The south.
        South = "华南",
        /// The north-west.
        Northwest = "西北",
        /// The south-west.
        Southwest = "西南",
        /// Anywhere else.
        Elsewhere = "其它",
    }
}

open_enum! {
    /// A carrier.
    ///
    /// Example: [`Settings`](crate::task::Settings).
    Isp {
        /// China Telecom.
        Telecom = "电信",
        /// China Unicom.
        Unicom = "联通",
        /// China Mobile.
        Mobile = "移动",
    }
}
