//! The service from outside: in process, and on sockets.

#![allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too")]

mod bodies;
mod callbacks;
mod clock;
mod console;
mod domains;
mod events;
mod faults;
mod first;
mod hubs;
mod kept;
mod load;
mod media;
mod opentok;
mod operations;
mod oss;
mod page;
mod relay;
mod rtc;
mod saved;
mod seed;
mod signatures;
mod slow_viewers;
#[cfg(feature = "srt")]
mod srt;
mod statistics;
mod streams;
mod support;
mod v1;
mod visitors;
mod vonage;
mod zeros;
