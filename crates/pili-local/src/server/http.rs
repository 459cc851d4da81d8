//! The listener of HTTP: one task per connection, no more of them than allowed, and none kept by a peer that is
//! silent.

use std::{convert::Infallible, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, response::Response};
use hyper::{Request, body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore, task::JoinSet};
use tower::{Service, ServiceExt as _};

use crate::{Limits, stalled::Guarded};

/// How long the head of a request may take, the wait for it included.
const HEAD: Duration = Duration::from_secs(10);

/// Serves until it is stopped, then until all answers are complete. Connections end at once if the future is
/// dropped.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    stopped: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let (mut connections, graceful) = (JoinSet::new(), GracefulShutdown::new());
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let mut stopped = pin!(stopped);
    loop {
        while connections.try_join_next().is_some() {}
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stopped => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file descriptors, most likely: give others time to end.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = places.clone().try_acquire_owned() else { continue };
        let socket = TokioIo::new(Guarded::new(stream, limits.write));
        let service = TowerToHyperService::new(with_peer(router.clone(), peer));
        let connection = graceful.watch(http.serve_connection(socket, service));
        connections.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "an HTTP connection failed");
            }
            drop(place);
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

/// Lets routes know who asks.
fn with_peer(
    router: Router,
    peer: SocketAddr,
) -> impl Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + Clone + Send {
    router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.map(Body::new)
    })
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpStream,
        time::timeout,
    };

    use super::*;

    const SOON: Duration = Duration::from_secs(5);
    const ASK: &[u8] = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    /// A service for two connections, which tells its clients their address.
    async fn start() -> (SocketAddr, JoinSet<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let tell = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { format!("<{peer}>") };
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let limits = Limits { connections: 2, ..Limits::default() };
            serve(listener, Router::new().route("/", get(tell)), &limits, std::future::pending()).await;
        });
        (address, tasks)
    }

    async fn connect(address: SocketAddr) -> TcpStream {
        TcpStream::connect(address).await.expect("a connection")
    }

    /// Whether a request over this connection is answered, with the client's address.
    async fn is_served(client: &mut TcpStream) -> bool {
        let mine = format!("<{}>", client.local_addr().expect("an address"));
        let mut answer = Vec::new();
        let _ = client.write_all(ASK).await;
        while !answer.ends_with(mine.as_bytes()) {
            let read = timeout(SOON, client.read_buf(&mut answer)).await.expect("an answer or an end");
            if !read.is_ok_and(|count| count > 0) {
                return false;
            }
        }
        true
    }

    #[tokio::test]
    async fn one_connection_too_many_is_closed_and_the_next_served_when_one_has_ended() {
        let (address, _tasks) = start().await;
        let (mut one, mut two) = (connect(address).await, connect(address).await);
        assert!(is_served(&mut one).await && is_served(&mut two).await);
        assert!(!is_served(&mut connect(address).await).await);
        drop(one);
        let freed = async { while !is_served(&mut connect(address).await).await {} };
        timeout(SOON, freed).await.expect("a place is free");
        assert!(is_served(&mut two).await);
    }

    #[tokio::test(start_paused = true)]
    async fn half_a_request_head_ends_the_connection_at_the_limit() {
        let (address, _tasks) = start().await;
        let mut client = connect(address).await;
        client.write_all(&ASK[..10]).await.expect("sent");
        let mut answer = Vec::new();
        let end = timeout(HEAD * 2, client.read_to_end(&mut answer)).await;
        let _ = end.expect("the service ends it before the client does");
        assert!(!answer.starts_with(b"HTTP/1.1 200"));
    }
}
