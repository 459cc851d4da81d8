//! Hubs: the noun, and one operation a file (spec 4.4).

mod hls_plus;
mod info;
mod list;
mod persistence;
mod security;
mod snapshot;

use pili_core::{
    Endpoint, Result, Url,
    auth::names::{HubName, NameError, StreamKey},
};

use crate::{
    Stream,
    noun::{Named, checked, named},
    stream::{self, BatchLive, LiveStatuses},
};

pub use hls_plus::HlsPlus;
pub use info::Info;
pub use list::List;
pub use persistence::Persistence;
pub use security::Security;
pub use snapshot::Snapshot;

/// A hub: the space that streams live in. Builds operations; holds no client.
///
/// A name that breaks the rules is reported by the operation that uses it, before anything is sent.
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
    pub fn stream<K: TryInto<StreamKey, Error: Into<NameError>>>(&self, key: K) -> Stream {
        Stream::new(self.clone(), named(key))
    }

    /// Lists stream keys.
    pub fn streams(&self) -> stream::List {
        stream::List::new(self.clone())
    }

    /// The live status of up to 100 streams, in one call.
    pub fn batch_live<K>(&self, keys: impl IntoIterator<Item = K>) -> BatchLive
    where
        K: TryInto<StreamKey, Error: Into<NameError>>,
    {
        BatchLive::new(self.clone(), keys.into_iter().map(named).collect())
    }

    /// The live status of any number of streams, 100 a call, in the order of the keys: a list for
    /// [`Client::items`](pili_core::Client::items).
    pub fn live_statuses<K>(&self, keys: impl IntoIterator<Item = K>) -> LiveStatuses
    where
        K: TryInto<StreamKey, Error: Into<NameError>>,
    {
        LiveStatuses::new(self.clone(), keys.into_iter().map(named).collect())
    }

    /// `/v2/hubs/{hub}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(endpoint.url().path(["v2", "hubs", checked(&self.name)?.as_str()]))
    }
}
