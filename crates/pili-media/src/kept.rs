//! A segment of a recording, wherever its frames are.

use std::{
    ops::Range,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use crate::{Segment, budget::Budget, spill};

/// What is known of a segment without its frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) number: u64,
    pub(crate) start: SystemTime,
    pub(crate) duration: Duration,
    pub(crate) is_break: bool,
    /// The first segment of those that go on with the same configuration.
    pub(crate) map: u64,
}

impl Facts {
    pub(crate) fn end(&self) -> SystemTime {
        self.start + self.duration
    }

    /// Whether it lies at least partly in a span.
    pub(crate) fn is_in(&self, span: &Range<SystemTime>) -> bool {
        self.start < span.end && self.end() > span.start
    }
}

/// A segment that is held: in memory, in a file, or in both.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) facts: Facts,
    /// How many segments up to this one did not follow on from the one before.
    pub(crate) breaks: u64,
    /// Bytes that it takes in memory, roughly.
    pub(crate) weight: usize,
    pub(crate) memory: Option<Arc<Segment>>,
    /// Whether there is a file of it.
    pub(crate) is_written: bool,
    /// How often it could not be written.
    pub(crate) tries: u32,
    /// When it was last recorded or asked for.
    pub(crate) needed: u64,
}

/// Frames that were asked for, or the file to get them from.
#[derive(Debug)]
pub(crate) enum Held {
    Memory(Arc<Segment>),
    File { path: PathBuf, facts: Facts, weight: usize },
}

impl Held {
    /// Bytes of memory that it takes to read it.
    pub(crate) fn missing_weight(&self) -> usize {
        match self {
            Self::Memory(_) => 0,
            Self::File { weight, .. } => *weight,
        }
    }

    /// The segment, which is read from its file where it is not in memory. Blocks meanwhile.
    pub(crate) fn read(self, budget: &Budget) -> Result<Arc<Segment>, Facts> {
        match self {
            Self::Memory(segment) => Ok(segment),
            Self::File { path, facts, .. } => {
                spill::read(&path, facts, budget).map(Arc::new).map_err(|error| {
                    tracing::warn!(%error, path = %path.display(), "a segment cannot be read and is lost");
                    facts
                })
            }
        }
    }
}

/// The order in which segments were last needed, over all recordings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order(Arc<AtomicU64>);

impl Order {
    pub(crate) fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}
