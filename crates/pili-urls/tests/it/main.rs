//! What holds for every URL: signed, it verifies and says what was signed; otherwise it is refused in a line that shows
//! no key. What the right signatures are, the vendors' vectors say.

#![allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too")]
#![cfg(not(all(target_family = "wasm", target_os = "unknown")))]

mod any;
mod edges;
mod first;
mod miku;
mod oss_rtmp;
mod play;
mod publish;
