//! The JSON bodies of the API, both ways: what operations return, and what a service that speaks this wire
//! builds. Times are Unix seconds; rates are bit/s. Members that are not known are ignored.

mod domain;
mod hub;
mod key;
mod stat;
mod statd;
mod stream;

pub use domain::{
    BindDomain, CallbackConfig, DomainInfo, DomainItem, DomainType, Domains, IpLimit, PlaySecurity,
    UrlRewrite, UrlRule,
};
pub use hub::{
    AccessLog, DefaultDomain, HubDomain, HubInfo, HubItem, HubPersistence, HubSecurity, Nrop, PublishSecurity,
};
pub use key::Key;
pub use stat::{PlayCount, PlayDetail, PlayHistoryPage, PlayMoment, PlayNow};
pub use statd::{GroupedUsage, Usage};
pub use stream::{
    Activity, Disabled, Fps, LiveEntry, LiveStatus, SaveAsBody, Saved, SnapshotBody, StreamInfo, StreamItem,
    StreamPage, StreamStat, StreamStatDetail, StreamStats,
};

use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

/// A list under the name `items`; missing and `null` are empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Items<T> {
    /// The entries.
    #[serde(
        default = "Vec::new",
        deserialize_with = "null_as_default",
        bound(deserialize = "T: Deserialize<'de>")
    )]
    pub items: Vec<T>,
}

impl<T> Items<T> {
    /// The entries.
    pub fn into_vec(self) -> Vec<T> {
        self.items
    }
}
