//! RTMP: the server's side of publish and play, and a publisher and a player, which are clients of any server.
//!
//! Handshake, AMF0 and message forms are those of `rtmp-rs`; sessions and the chunk layer are ours, because a
//! signed name must be cut before any lookup, and because one serialised frame serves all viewers.

mod address;
mod amf;
mod client;
mod connection;
mod dial;
mod player;
mod reply;
mod server;
mod session;

#[cfg(test)]
mod tests;

pub use client::{Pace, PublishError, Published, Publisher, publish};
pub use player::{PlayError, Player};
pub use server::serve;
