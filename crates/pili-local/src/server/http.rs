//! The listener of HTTP: one task per connection, and a place for each; none is kept by a peer that is silent, and
//! no body is held that may never be whole.

mod answer;
mod crowded;
mod receive;
mod socket;
mod visit;

use std::{net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::Router;
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use pili_media::places::{Place, Places};
use socket2::SockRef;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
    time::timeout,
};

use self::{socket::Socket, visit::Visit};
use crate::Limits;

/// The smallest buffer that the protocol's library works with, in bytes.
const LEAST_HEAD: usize = 8 << 10;
/// How long a connection that gives way may take for its last words.
const PARTING: Duration = Duration::from_secs(2);

/// Serves until it is stopped, then until all answers are complete. Connections end at once if the future is
/// dropped.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    stopped: impl Future<Output = ()>,
) {
    let places = Places::new(limits.bounds());
    let (stop, stopping) = watch::channel(());
    let host = Arc::new(Host::new(router, limits, stopping));
    let mut connections = JoinSet::new();
    let mut stopped = pin!(stopped);
    loop {
        while connections.try_join_next().is_some() {}
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stopped => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file descriptors, most likely: whoever waits gives way.
            places.make_room();
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (host, place) = (host.clone(), places.take(peer.ip()));
        connections.spawn(async move {
            match place {
                Some(place) => host.serve(stream, peer, place).await,
                None => host.refuse(stream).await,
            }
        });
    }
    drop((listener, stop));
    while connections.join_next().await.is_some() {}
}

/// What all connections share.
struct Host {
    router: Router,
    http: http1::Builder,
    limits: Limits,
    /// Gone when the service stops.
    stopping: watch::Receiver<()>,
    /// For connections beyond their places, which are being told so.
    parting: Semaphore,
}

impl Host {
    fn new(router: Router, limits: &Limits, stopping: watch::Receiver<()>) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(limits.request);
        http.max_buf_size(limits.head.max(LEAST_HEAD));
        let parting = Semaphore::new(1 + limits.connections / 4);
        Self { router, http, limits: limits.clone(), stopping, parting }
    }

    async fn serve(&self, stream: TcpStream, peer: SocketAddr, place: Place) {
        let Ok(local) = stream.local_addr() else { return };
        let unsent = self.limits.media.unsent;
        if stream.set_nodelay(true).and(SockRef::from(&stream).set_send_buffer_size(unsent)).is_err() {
            return;
        }
        let visit = Arc::new(Visit::new(place, peer, local, self.limits.request));
        let socket = TokioIo::new(Socket::new(stream, self.limits.write, visit.line.clone()));
        let service = service_fn(|request| answer::answer(self.router.clone(), visit.clone(), request));
        let mut connection = pin!(self.http.serve_connection(socket, service));
        let mut stopping = self.stopping.clone();
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            _ = stopping.changed() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
            () = visit.place.given_up() => {
                tracing::debug!(%peer, "an HTTP connection gives way to another");
                let Some(_parting) = self.parting.try_acquire().ok().filter(|_| visit.is_busy()) else { return };
                connection.as_mut().graceful_shutdown();
                timeout(PARTING, connection).await.unwrap_or(Ok(()))
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "an HTTP connection failed");
        }
    }

    /// Beyond these there is not even a word.
    async fn refuse(&self, stream: TcpStream) {
        if let Ok(_parting) = self.parting.try_acquire() {
            crowded::refuse(stream).await;
        }
    }
}

#[cfg(test)]
mod tests;
