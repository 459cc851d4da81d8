//! Hubs and streams as the API knows them.

mod file;
mod files;
mod hub;
mod stream;

use pili_auth::Clock;

use crate::{
    data::{Changes, Data, Held, Keeps, Locked, Table},
    reply::Refused,
};

pub(crate) use file::File;
pub(crate) use files::Files;
pub(crate) use hub::Hub;
pub(crate) use stream::{First, Stream, StreamRule};

/// All hubs.
#[derive(Debug)]
pub(crate) struct Store {
    hubs: Locked<Hubs>,
    clock: Clock,
}

/// By their names.
#[derive(Debug)]
struct Hubs(Table<String, Hub>);

impl Keeps for Hubs {
    fn keep(&mut self, changes: &mut Changes) {
        let Self(hubs) = self;
        hubs.keep(changes);
    }
}

impl Store {
    /// Those that are kept.
    pub(crate) fn new(clock: Clock, data: &Data) -> Self {
        Self { hubs: Locked::new(Hubs(data.table("hubs")), data), clock }
    }

    /// Makes a hub; `false` if it is there.
    pub(crate) fn create_hub(&self, name: &str) -> bool {
        let mut hubs = self.hubs();
        let is_new = !hubs.0.contains_key(name);
        hubs.0.entry(name.to_owned(), || Hub::new(name, self.clock.now()));
        is_new
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        self.hubs().0.clear();
    }

    /// Works on a hub.
    pub(crate) fn hub<T>(&self, name: &str, work: impl FnOnce(&mut Hub) -> T) -> Result<T, Refused> {
        self.hubs().0.get_mut(name).map(work).ok_or(Refused::not_found("hub not found"))
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
        self.hubs().0.keys().cloned().collect()
    }

    /// The hub that a domain is bound to.
    pub(crate) fn hub_of(&self, domain: &str) -> Option<String> {
        let hubs = self.hubs();
        hubs.0.iter().find(|(_, hub)| hub.domains.contains_key(domain)).map(|(name, _)| name.clone())
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

    fn hubs(&self) -> Held<'_, Hubs> {
        self.hubs.lock()
    }
}
