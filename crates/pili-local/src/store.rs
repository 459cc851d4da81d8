//! Hubs and streams as the API knows them, in memory.

mod files;
mod hub;
mod stream;

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use pili_auth::Clock;

use crate::reply::Refused;

pub(crate) use files::{File, Files};
pub(crate) use hub::Hub;
pub(crate) use stream::{First, Stream, StreamRule};

/// All hubs.
#[derive(Debug)]
pub(crate) struct Store {
    hubs: Mutex<BTreeMap<String, Hub>>,
    clock: Clock,
}

impl Store {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { hubs: Mutex::default(), clock }
    }

    /// Makes a hub, unless it is there.
    pub(crate) fn create_hub(&self, name: &str) {
        let now = self.clock.now();
        self.hubs().entry(name.to_owned()).or_insert_with(|| Hub::new(name, now));
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        self.hubs().clear();
    }

    /// Works on a hub.
    pub(crate) fn hub<T>(&self, name: &str, work: impl FnOnce(&mut Hub) -> T) -> Result<T, Refused> {
        self.hubs().get_mut(name).map(work).ok_or(Refused::not_found("hub not found"))
    }

    /// Changes a hub's settings.
    pub(crate) fn change_hub<T>(&self, name: &str, work: impl FnOnce(&mut Hub) -> T) -> Result<T, Refused> {
        let now = self.clock.now();
        self.hub(name, |hub| {
            hub.info.updated_at = Some(now);
            work(hub)
        })
    }

    /// The names of all hubs, in their order.
    pub(crate) fn hub_names(&self) -> Vec<String> {
        self.hubs().keys().cloned().collect()
    }

    /// The hub that a domain is bound to.
    pub(crate) fn hub_of(&self, domain: &str) -> Option<String> {
        let hubs = self.hubs();
        hubs.iter().find(|(_, hub)| hub.domains.contains_key(domain)).map(|(name, _)| name.clone())
    }

    /// Works on a stream.
    pub(crate) fn stream<T>(
        &self,
        hub: &str,
        key: &str,
        work: impl FnOnce(&mut Stream) -> T,
    ) -> Result<T, Refused> {
        let found = self.hub(hub, |hub| hub.streams.get_mut(key).map(work))?;
        found.ok_or(Refused::not_found("stream not found"))
    }

    /// Refuses a call on a stream that does not exist.
    pub(crate) fn check_stream(&self, hub: &str, key: &str) -> Result<(), Refused> {
        self.stream(hub, key, |_| ())
    }

    /// Creates a stream.
    pub(crate) fn create(&self, hub: &str, key: &str) -> Result<(), Refused> {
        let now = self.clock.now();
        self.hub(hub, |hub| {
            if hub.streams.contains_key(key) {
                return Err(Refused::new(614, "stream already exists"));
            }
            hub.streams.insert(key.to_owned(), Stream::new(now));
            Ok(())
        })?
    }

    fn hubs(&self) -> MutexGuard<'_, BTreeMap<String, Hub>> {
        self.hubs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
