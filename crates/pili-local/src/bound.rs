//! Where the service listens, as the URLs in answers say it.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use crate::Addresses;

/// The addresses, once they are bound. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bound(Arc<Mutex<Option<Addresses>>>);

impl Bound {
    /// Where it listens; in process, where it would.
    pub(crate) fn addresses(&self) -> Addresses {
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let on = |port| SocketAddr::from(([127, 0, 0, 1], port));
        known.unwrap_or(Addresses { http: on(80), rtmp: on(1935) })
    }

    pub(crate) fn to(&self, addresses: Addresses) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(addresses);
    }
}
