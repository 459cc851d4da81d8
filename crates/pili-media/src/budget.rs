//! How many bytes of frames are held, in all recordings and for all viewers together.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// A bound in bytes on what is held, and how much is. Clones share both.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    used: Arc<AtomicUsize>,
    limit: usize,
}

impl Budget {
    pub(crate) fn new(limit: usize) -> Self {
        Self { used: Arc::default(), limit }
    }

    /// Takes so many bytes, be they there or not; dropping the charge gives them back.
    pub(crate) fn charge(&self, bytes: usize) -> Charge {
        self.used.fetch_add(bytes, Ordering::Relaxed);
        Charge { used: self.used.clone(), bytes }
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    pub(crate) fn used(&self) -> usize {
        self.used.load(Ordering::Relaxed)
    }

    pub(crate) fn is_over(&self) -> bool {
        !self.has_room_for(0)
    }

    pub(crate) fn has_room_for(&self, bytes: usize) -> bool {
        self.used().saturating_add(bytes) <= self.limit
    }
}

/// Bytes that are taken from a [`Budget`] for as long as this lives.
#[derive(Debug)]
pub(crate) struct Charge {
    used: Arc<AtomicUsize>,
    bytes: usize,
}

impl Charge {
    /// More bytes of the same budget.
    pub(crate) fn another(&self, bytes: usize) -> Self {
        self.used.fetch_add(bytes, Ordering::Relaxed);
        Self { used: self.used.clone(), bytes }
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        self.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dropped_is_given_back() {
        let budget = Budget::new(100);
        let (first, second) = (budget.charge(60), budget.charge(60));
        assert!(budget.is_over() && budget.clone().used() == 120);
        drop(first);
        assert!(!budget.is_over() && budget.has_room_for(40) && !budget.has_room_for(41));
        drop(second);
        assert_eq!(budget.used(), 0);
    }
}
