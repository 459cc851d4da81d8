//! The listener: one task per connection, and no more than allowed.

use std::io;

use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};

use super::{connection::Connection, session::Session};
use crate::{
    Limits, Media,
    places::{Bounds, Place, Places},
};

/// Serves RTMP until the future is dropped; connections end with it. Who is let in, [the gate](crate::Gate) says; how many
/// at once, [`Limits::connections`](crate::Limits::connections).
///
/// # Panics
/// Outside of a tokio runtime with time and I/O.
pub async fn serve(listener: TcpListener, media: Media) {
    let places = Places::new(bounds(media.limits()));
    let mut connections = tokio::task::JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, peer)) = listener.accept().await else {
            // Out of file descriptors, most likely: whoever waits gives way.
            places.make_room();
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            continue;
        };
        let Some(place) = places.take(peer.ip()) else { continue };
        let media = media.clone();
        connections.spawn(async move {
            tokio::select! {
                ended = run(stream, media, &place) => if let Err(error) = ended {
                    tracing::debug!(%error, "an RTMP connection failed");
                },
                () = place.given_up() => tracing::debug!(%peer, "an RTMP connection gave way to a newer one"),
            }
        });
    }
}

async fn run(stream: TcpStream, media: Media, place: &Place) -> io::Result<()> {
    let (peer, local) = (stream.peer_addr()?, stream.local_addr()?);
    let limits = media.limits();
    let connection = timeout(limits.handshake, Connection::accept(stream, limits)).await??;
    Session::new(connection, media, peer, local, place).run().await
}

/// Of requests, RTMP holds no bytes that could be given up.
fn bounds(limits: &Limits) -> Bounds {
    let Limits { connections, connections_per_address, .. } = *limits;
    Bounds { connections, connections_per_address, bytes: 0 }
}
