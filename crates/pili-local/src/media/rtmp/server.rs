//! The listener: one task per connection, and no more than allowed.

use std::{io, sync::Arc};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::timeout,
};

use super::{connection::Connection, session::Session};
use crate::media::Media;

/// Serves RTMP until the future is dropped; connections end with it.
pub(crate) async fn serve(listener: TcpListener, media: Media) {
    let places = Arc::new(Semaphore::new(media.limits().connections));
    let mut connections = tokio::task::JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, most likely: give others time to end.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = places.clone().try_acquire_owned() else { continue };
        let media = media.clone();
        connections.spawn(async move {
            if let Err(error) = run(stream, media).await {
                tracing::debug!(%error, "an RTMP connection failed");
            }
            drop(place);
        });
    }
}

async fn run(stream: TcpStream, media: Media) -> io::Result<()> {
    let (peer, local) = (stream.peer_addr()?, stream.local_addr()?);
    let limits = media.limits();
    let connection = timeout(limits.handshake, Connection::accept(stream, limits.message)).await??;
    Session::new(connection, media, peer, local).run().await
}
