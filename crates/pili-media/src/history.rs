//! Who published what, and when: kept after the end.

use std::collections::{HashMap, VecDeque};

use crate::{Publish, StreamId};

/// Publishes kept per stream; the oldest go first.
const KEPT: usize = 1_000;

#[derive(Debug, Default)]
pub(crate) struct History(HashMap<StreamId, VecDeque<Publish>>);

impl History {
    pub(crate) fn ended(&mut self, publish: Publish) {
        let entries = self.0.entry(publish.id.clone()).or_default();
        if entries.len() == KEPT {
            entries.pop_front();
        }
        entries.push_back(publish);
    }

    /// Forgets the others.
    pub(crate) fn keep(&mut self, is_kept: impl Fn(&StreamId) -> bool) {
        self.0.retain(|id, _| is_kept(id));
    }

    /// Ended publishes, oldest first.
    pub(crate) fn of(&self, id: &StreamId) -> Vec<Publish> {
        self.0.get(id).into_iter().flatten().cloned().collect()
    }
}
