//! SRT: the server's side of a publish, and a publisher, which is a client of any server.
//!
//! A publisher says which stream it feeds in its stream id, `#!::h=<hub>/<stream key>,m=publish,…`, whose other items
//! are what follows the `?` over RTMP: the [`Gate`](crate::Gate) is asked with them before the connection is accepted. What is refused
//! is refused with a code that `libsrt` shows ([`Rejection`]); the reason itself has no place in the protocol.
//!
//! In the connection comes an MPEG transport stream. Of its first program the first track of H.264 or HEVC and the
//! first of AAC, MP3 or Opus are taken, and go on as messages of RTMP; the rest is passed over. A stream all of whose
//! pictures, or all of whose sound, are encoded otherwise is ended, with the codec's name as the reason.
//!
//! `Open` is a gate that lets everybody in:
//!
//! ```
//! use std::sync::Arc;
//! use pili_auth::Clock;
//! use pili_media::{Limits, Media, StreamId, srt::{self, PublishError, Publisher, Rejection}};
//! use tokio::net::UdpSocket;
//! # use pili_media::{Admission, Gate, Refusal};
//! # struct Open;
//! # impl Gate for Open {
//! #     fn admit_publish(&self, asked: &Admission) -> Result<StreamId, Refusal> { self.admit_play(asked) }
//! #     fn admit_play(&self, asked: &Admission) -> Result<StreamId, Refusal> { Ok(StreamId::new(&asked.app, &asked.name)) }
//! # }
//!
//! # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let media = Media::new(Arc::new(Open), Clock::system(), Limits::default());
//! let socket = UdpSocket::bind("127.0.0.1:0").await?;
//! let address = socket.local_addr()?;
//! tokio::spawn(srt::serve(socket, media.clone()));
//!
//! let publisher = Publisher::connect(address, "#!::h=shows/evening,m=publish").await?;
//! assert_eq!(media.live_ids(), [StreamId::new("shows", "evening")]);
//! let player = Publisher::connect(address, "#!::h=shows/evening,m=request").await;
//! assert!(matches!(player, Err(PublishError::Refused(code)) if code == Rejection::Mode.code()));
//! publisher.finish().await;
//! # Ok(()) }
//! ```
//!
//! The protocol is that of `srt-protocol`, whose connections each run in a task of their own: sessions, bounds and limits
//! of time are ours.

mod extensions;
mod handshake;
mod link;
mod listener;
mod publisher;
mod rejection;
mod session;
mod stream_id;
mod wire;

#[cfg(test)]
mod tests;

use std::time::Instant;

pub use listener::serve;
pub use publisher::{PublishError, Publisher};
pub use rejection::Rejection;

/// What a session makes of a stream id: hub, key, domain and query, or the code of its refusal.
#[cfg(feature = "__fuzz")]
#[doc(hidden)]
pub fn asked(stream_id: &str) -> Result<[String; 4], u16> {
    let asked = stream_id::Asked::parse(stream_id).map_err(|(_, rejection)| rejection.code())?;
    Ok([asked.app, asked.name, asked.domain, asked.query.unwrap_or_default()])
}

/// Whether there is a packet in a datagram.
#[cfg(feature = "__fuzz")]
#[doc(hidden)]
pub fn is_packet(datagram: &[u8]) -> bool {
    wire::read(datagram, false).is_some()
}

/// The messages that a session takes out of a transport stream which comes in these pieces, and why no more.
#[cfg(feature = "__fuzz")]
#[doc(hidden)]
pub fn taken_apart<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<crate::flv::Tag>, Option<String>) {
    let mut demuxer = crate::demux::Demuxer::new(crate::Limits::default().message);
    let mut tags = Vec::new();
    for piece in pieces.into_iter().map(Some).chain([None]) {
        let taken = match piece {
            Some(piece) => demuxer.push(piece),
            None => demuxer.finish(),
        };
        match taken {
            Ok(taken) => tags.extend(taken),
            Err(error) => return (tags, Some(error.to_string())),
        }
    }
    (tags, None)
}

/// By the clock of the runtime, which tests may hold.
fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
