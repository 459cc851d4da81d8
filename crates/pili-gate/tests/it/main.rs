//! The gate as engines meet it: hooks in, answers out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod callbacks;
mod calls;
mod forged;
mod nonce;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "redis")]
mod redis_fake;
mod site;
mod socket;
mod stage;
mod vectors;
