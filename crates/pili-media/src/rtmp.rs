//! RTMP: the server's side of publish and play, and a publisher and a player, which are clients of any server.
//!
//! All three in one program, with a gate that lets everybody in (see [`Gate`](crate::Gate)):
//!
//! ```
//! use std::sync::Arc;
//! use pili_auth::Clock;
//! use pili_media::{Codec, Limits, Media, flv, rtmp::{self, Pace, Player, Publisher}};
//! use tokio::net::TcpListener;
//! # use pili_media::{Admission, Gate, Refusal, StreamId};
//! # struct Open;
//! # impl Gate for Open {
//! #     fn admit_publish(&self, asked: &Admission) -> Result<StreamId, Refusal> { self.admit_play(asked) }
//! #     fn admit_play(&self, asked: &Admission) -> Result<StreamId, Refusal> { Ok(StreamId::new(&asked.app, &asked.name)) }
//! # }
//!
//! # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let media = Media::new(Arc::new(Open), Clock::system(), Limits::default());
//! let listener = TcpListener::bind("127.0.0.1:0").await?;
//! let address = listener.local_addr()?;
//! tokio::spawn(rtmp::serve(listener, media.clone()));
//! let url = format!("rtmp://{address}/shows/evening");
//!
//! let clip = flv::read(include_bytes!("../tests/data/clip.flv"))?;
//! let mut publisher = Publisher::connect(&url).await?;
//! publisher.send_all(&clip, Pace::Fast).await?;
//!
//! let mut player = Player::connect(&url).await?;
//! let mut picture = player.next().await?;
//! while picture.as_ref().is_some_and(|tag| !tag.is_key_frame()) {
//!     picture = player.next().await?;
//! }
//! assert_eq!(picture.and_then(|tag| tag.codec()), Some(Codec::H264));
//! assert_eq!(publisher.finish().await?.frames, clip.len() as u64);
//! # Ok(()) }
//! ```
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
