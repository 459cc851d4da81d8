//! The listener: so many connections and no more, none of them kept by an engine that is silent.

use std::{pin::pin, sync::Arc, time::Duration};

use axum::body::Body;
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};
use tower::ServiceExt as _;

use super::{Caller, Gate};

/// The connections at a time. More wait until one of these ends.
const MOST: usize = 1024;
/// How long a request, or the next one on a connection, may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long what is being answered may take when the gate ends.
const PARTING: Duration = Duration::from_secs(2);

/// Serves a gate until it is stopped, then until all answers are complete.
///
/// ```no_run
/// use pili_auth::Clock;
/// use pili_gate::Gate;
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let gate = Gate::new("[[hubs]]\nname = \"shows\"\npublish = { rule = \"none\" }".parse()?, Clock::system(), |told| println!("{told}"));
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:8085").await?;
/// pili_gate::serve(listener, gate.clone(), std::future::pending()).await;
/// // What is still to be told, callbacks above all:
/// gate.finish().await;
/// # Ok(()) }
/// ```
pub async fn serve(listener: TcpListener, gate: Gate, stopped: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST));
    let (stop, stopping) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut stopped = pin!(stopped);
    loop {
        while connections.try_join_next().is_some() {}
        let next = async { (places.clone().acquire_owned().await, listener.accept().await) };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut stopped => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file descriptors, most likely.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (gate, stopping) = (gate.clone(), stopping.clone());
        connections.spawn(async move {
            serve_one(stream, Caller(peer.ip()), gate, stopping).await;
            drop(place);
        });
    }
    drop((listener, stop));
    let ended = async { while connections.join_next().await.is_some() {} };
    let _ = timeout(PARTING, ended).await;
    gate.finish().await;
}

async fn serve_one(stream: TcpStream, caller: Caller, gate: Gate, mut stopping: watch::Receiver<()>) {
    let router = gate.router();
    let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(caller);
        let answer = router.clone().oneshot(request.map(Body::new));
        async move {
            let late = || {
                let mut response = http::Response::new(Body::empty());
                *response.status_mut() = http::StatusCode::REQUEST_TIMEOUT;
                Ok(response)
            };
            timeout(PATIENCE, answer).await.unwrap_or_else(|_| late())
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(16 << 10);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    // How a connection ends is the engine's business.
    let _ = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopping.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
}
