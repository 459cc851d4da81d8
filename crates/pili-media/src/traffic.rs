//! Bytes sent to viewers, or received from publishers, by stream, protocol and domain; only ever growing.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use crate::{Protocol, StreamId};

/// Past this many entries, new domains are counted together under the empty name.
const MAX_ENTRIES: usize = 10_000;

#[derive(Debug, Default)]
pub(crate) struct Traffic(Mutex<HashMap<TrafficKey, Arc<Counter>>>);

/// What traffic is counted by, in [`Media::traffic`](crate::Media::traffic) as [`Media`](crate::Media) shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TrafficKey {
    /// The stream.
    pub id: StreamId,
    /// How it travelled.
    pub protocol: Protocol,
    /// `host[:port]` by which the client came; empty for those past the ten thousandth entry.
    pub domain: String,
}

#[derive(Debug, Default)]
pub(crate) struct Counter {
    plays: AtomicU64,
    bytes: AtomicU64,
}

impl Counter {
    pub(crate) fn add(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Relaxed);
    }
}

/// The sums of one stream, protocol and domain since the service began: [`Media`](crate::Media) has one of players and one
/// of publishers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Sum {
    /// What is summed up.
    pub key: TrafficKey,
    /// Plays that began, or publishes.
    pub plays: u64,
    /// Bytes sent to players, or received from publishers.
    pub bytes: u64,
}

impl Traffic {
    /// Counts one more play, and gives the counter of its bytes.
    pub(crate) fn play(&self, key: TrafficKey) -> Arc<Counter> {
        let counter = self.counter(key);
        counter.plays.fetch_add(1, Relaxed);
        counter
    }

    pub(crate) fn counter(&self, mut key: TrafficKey) -> Arc<Counter> {
        let mut counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counters.len() >= MAX_ENTRIES && !counters.contains_key(&key) {
            key.domain.clear();
        }
        counters.entry(key).or_default().clone()
    }

    pub(crate) fn sums(&self) -> Vec<Sum> {
        let counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sum = |(key, counter): (&TrafficKey, &Arc<Counter>)| Sum {
            key: key.clone(),
            plays: counter.plays.load(Relaxed),
            bytes: counter.bytes.load(Relaxed),
        };
        counters.iter().map(sum).collect()
    }
}
