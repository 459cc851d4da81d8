//! Which publishes are on, as hooks tell it.
//!
//! Engines tell of ends that never were beginnings: of a publish that was refused, and of a second publisher whom the engine
//! itself refused. So a publish is known by its connection, and a stream has ended when the last of its connections has.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use crate::{Ask, Ended, Engine, callback::PublishEvent};

/// The publishes that are remembered at most. Of more nobody is told.
const MOST: usize = 100_000;

/// In memory: of a publish that another gate let in nothing is known.
#[derive(Debug, Default)]
pub(super) struct Publishes(Mutex<On>);

#[derive(Debug, Default)]
struct On {
    events: HashMap<Connection, PublishEvent>,
    streams: HashMap<(String, String), Place>,
    /// How many publishes have ended.
    ends: u64,
}

type Connection = (Engine, String);

/// Where a stream is published, until it is told that it is no more.
#[derive(Debug, Default)]
struct Place {
    connections: usize,
    end: End,
}

/// An end, which another of the same stream may follow before it is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct End(u64);

/// What has become of a stream since a publish of it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// Nothing: it is over, and that is to be told once.
    Over,
    /// Somebody publishes it.
    On,
    /// Another publish ended, of which is told instead; or that was told already.
    EndedAgain,
}

impl Publishes {
    /// A publish that was let in. `None` where it is known already, or cannot be followed.
    pub(super) fn began(&self, engine: Engine, ask: &Ask, at: SystemTime) -> Option<PublishEvent> {
        let connection = (engine, ask.session.clone()?);
        let mut on = self.on();
        if on.events.len() >= MOST || on.events.contains_key(&connection) {
            return None;
        }
        let mut event = PublishEvent::connected(&*ask.hub, &*ask.key, ask.protocol, at);
        event.domain.clone_from(&ask.domain);
        event.query.clone_from(&ask.query);
        event.client = ask.address;
        on.events.insert(connection, event.clone());
        on.streams.entry(stream(&event)).or_default().connections += 1;
        Some(event)
    }

    /// The publish that has ended, if it was let in.
    pub(super) fn ended(&self, engine: Engine, ended: &Ended, at: SystemTime) -> Option<(PublishEvent, End)> {
        let mut on = self.on();
        let event = on.events.remove(&(engine, ended.session.clone()?))?;
        on.ends += 1;
        let end = End(on.ends);
        if let Some(place) = on.streams.get_mut(&stream(&event)) {
            (place.connections, place.end) = (place.connections.saturating_sub(1), end);
        }
        Some((event.disconnected(at), end))
    }

    /// What has become of the stream since; one that is over is forgotten.
    pub(super) fn since(&self, event: &PublishEvent, end: End) -> Since {
        let mut on = self.on();
        match on.streams.get(&stream(event)) {
            Some(place) if place.end != end => Since::EndedAgain,
            Some(place) if place.connections > 0 => Since::On,
            Some(_) => {
                on.streams.remove(&stream(event));
                Since::Over
            }
            None => Since::EndedAgain,
        }
    }

    /// The engines at which a stream is published.
    pub(super) fn engines(&self, event: &PublishEvent) -> BTreeSet<Engine> {
        let on = self.on();
        let here = on.events.iter().filter(|(_, other)| stream(other) == stream(event));
        here.map(|((engine, _), _)| *engine).collect()
    }

    /// Forgets all publishes of a stream, of whose ends nothing was heard.
    pub(super) fn forget(&self, event: &PublishEvent) {
        let mut on = self.on();
        on.streams.remove(&stream(event));
        on.events.retain(|_, other| (&other.hub, &other.key) != (&event.hub, &event.key));
    }

    fn on(&self) -> MutexGuard<'_, On> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn stream(event: &PublishEvent) -> (String, String) {
    (event.hub.clone(), event.key.clone())
}
