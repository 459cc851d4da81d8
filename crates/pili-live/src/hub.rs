//! Hubs: the noun, and one operation a file (spec 4.4).
//!
//! Example: [`Hub::set_security`](crate::Hub::set_security).

mod info;
mod list;
pub(crate) mod set_hls_plus;
pub(crate) mod set_persistence;
pub(crate) mod set_security;
pub(crate) mod set_snapshot_interval;

use pili_core::{
    Endpoint, Result, Url,
    auth::names::{HubName, NameError, StreamKey},
};

use crate::{
    Stream,
    noun::{Named, checked, named},
};

pub use info::{AccessLog, DefaultDomain, HubDomain, HubInfo, Info, Nrop};
pub use list::{HubItem, List};
pub use set_hls_plus::SetHlsPlus;
pub use set_persistence::SetPersistence;
pub use set_security::SetSecurity;
pub use set_snapshot_interval::SetSnapshotInterval;

/// A hub: the space that streams live in. Builds operations; holds no client.
///
/// A name that breaks the rules is reported by the operation that uses it, before anything is sent.
///
/// Example: [`Hub::live_statuses`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hub {
    name: Named<HubName>,
}

impl Hub {
    /// The hub of a name: a text, checked, or a [`HubName`], as it is.
    pub fn new<N: TryInto<HubName, Error: Into<NameError>>>(name: N) -> Self {
        Self { name: named(name) }
    }

    /// The stream of a key: a text, checked, or a [`StreamKey`], as it is.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::Hub;
    ///
    /// let evening = Hub::new("shows").stream("evening");
    /// client.send(evening.create()).await?;
    /// # Ok(()) }
    /// ```
    pub fn stream<K: TryInto<StreamKey, Error: Into<NameError>>>(&self, key: K) -> Stream {
        Stream::new(self.clone(), named(key))
    }

    /// `/v2/hubs/{hub}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(endpoint.url().path(["v2", "hubs", checked(&self.name)?.as_str()]))
    }
}
