use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use crate::sending::Sending;

/// What became of a call's earlier attempts, noted by the policy. Rides in a request's extensions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts(Arc<Repeats>);

#[derive(Debug, Default)]
struct Repeats {
    count: AtomicU32,
    in_doubt: AtomicBool,
    sending: Sending,
}

impl Attempts {
    /// How many there were, the first included.
    pub(crate) fn count(&self) -> u32 {
        self.0.count.load(Ordering::Relaxed) + 1
    }

    /// Whether one that was repeated may have been carried out.
    pub(crate) fn in_doubt(&self) -> bool {
        self.0.in_doubt.load(Ordering::Relaxed)
    }

    /// How far the latest one came.
    pub(crate) fn sending(&self) -> &Sending {
        &self.0.sending
    }

    /// Notes that one is repeated, and returns how many there were.
    pub(super) fn repeat(&self, could_have_happened: bool) -> u32 {
        self.0.in_doubt.fetch_or(could_have_happened, Ordering::Relaxed);
        self.0.count.fetch_add(1, Ordering::Relaxed) + 1
    }
}
