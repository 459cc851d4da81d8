//! The recordings of all streams.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{Limits, StreamId, recording::Recording};

pub(super) type SharedRecording = Arc<Mutex<Recording>>;

/// The recordings of all streams, no more than allowed.
#[derive(Debug, Default)]
pub(super) struct Archive(HashMap<StreamId, SharedRecording>);

impl Archive {
    /// The recording to which a publish adds.
    pub(super) fn open(
        &mut self,
        id: &StreamId,
        limits: &Limits,
        is_live: impl Fn(&StreamId) -> bool,
    ) -> SharedRecording {
        if !self.0.contains_key(id) && self.0.len() >= limits.recordings {
            self.drop_oldest(is_live);
        }
        let new = || Arc::new(Mutex::new(Recording::new(limits.recording)));
        self.0.entry(id.clone()).or_insert_with(new).clone()
    }

    /// Forgets the others.
    pub(super) fn keep(&mut self, is_kept: impl Fn(&StreamId) -> bool) {
        self.0.retain(|id, _| is_kept(id));
    }

    pub(super) fn find(&self, id: &StreamId) -> Option<SharedRecording> {
        self.0.get(id).cloned()
    }

    fn drop_oldest(&mut self, is_live: impl Fn(&StreamId) -> bool) {
        let idle = self.0.iter().filter(|(id, _)| !is_live(id));
        let oldest = idle.min_by_key(|(_, recording)| lock(recording).last_end());
        if let Some(id) = oldest.map(|(id, _)| id.clone()) {
            self.0.remove(&id);
        }
    }
}

pub(super) fn lock(recording: &Mutex<Recording>) -> MutexGuard<'_, Recording> {
    recording.lock().unwrap_or_else(PoisonError::into_inner)
}
