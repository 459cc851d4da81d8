//! Names and keys that the service makes up.

use std::{
    hash::{BuildHasher as _, RandomState},
    sync::atomic::{AtomicU64, Ordering},
};

static COUNT: AtomicU64 = AtomicU64::new(0);

/// A key that was not there before and cannot be foreseen: 16 hexadecimal digits.
pub(super) fn key() -> String {
    format!("{:016x}", RandomState::new().hash_one(COUNT.fetch_add(1, Ordering::Relaxed)))
}

/// An id of 24 hexadecimal digits; later ones are greater.
pub(super) fn id(now: i64) -> String {
    format!("{now:08x}{:016x}", COUNT.fetch_add(1, Ordering::Relaxed))
}
