//! The service from outside: in process, and on sockets.

mod callbacks;
mod domains;
mod faults;
mod hubs;
mod media;
#[cfg(feature = "opentok")]
mod opentok;
#[cfg(feature = "oss")]
mod oss;
mod saved;
mod signatures;
mod statistics;
mod streams;
mod support;
