//! The gate as engines meet it: hooks in, answers out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod forged;
mod nonce;
mod socket;
mod stage;
mod vectors;
