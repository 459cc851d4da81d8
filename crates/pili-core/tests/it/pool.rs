//! What the builder sets of the pool, as a server sees it.

use std::time::Duration;

use futures_util::future::join;
use pili_core::{ClientBuilder, Endpoint};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::{Instant, sleep, timeout},
};

use crate::stage::{Client, Read, Test, endpoint};

const LONG: Duration = Duration::from_secs(30);

/// Serves every connection for as long as it lasts, and tells of those that opened and that closed.
async fn server() -> (ClientBuilder<Test>, mpsc::UnboundedReceiver<&'static str>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let (tell, told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let tell = tell.clone();
            tokio::spawn(async move {
                tell.send("open").unwrap();
                answer_all(stream).await;
                let _ = tell.send("closed");
            });
        }
    });
    (Client::builder(endpoint), told)
}

/// Slowly enough that calls made together need connections of their own.
async fn answer_all(mut stream: TcpStream) {
    let mut head = [0; 4096];
    while stream.read(&mut head).await.is_ok_and(|read| read > 0) {
        sleep(Duration::from_millis(50)).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    }
}

async fn next(told: &mut mpsc::UnboundedReceiver<&'static str>) -> &'static str {
    timeout(LONG, told.recv()).await.unwrap().unwrap()
}

#[tokio::test]
async fn more_idle_connections_to_a_host_than_allowed_are_closed_at_once() {
    let (builder, mut told) = server().await;
    let client = builder.max_idle_per_host(1).idle_timeout(None).build().unwrap();
    let (first, second) = join(client.send(Read), client.send(Read)).await;
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(
        [next(&mut told).await, next(&mut told).await, next(&mut told).await],
        ["open", "open", "closed"]
    );
    client.send(Read).await.unwrap();
    assert!(told.try_recv().is_err(), "the one that was kept is used again");
}

#[tokio::test]
async fn no_idle_connections_means_one_for_each_attempt() {
    let (builder, mut told) = server().await;
    let client = builder.max_idle_per_host(0).build().unwrap();
    for _ in 0..2 {
        client.send(Read).await.unwrap();
        assert_eq!([next(&mut told).await, next(&mut told).await], ["open", "closed"]);
    }
}

#[tokio::test]
async fn a_connection_idle_for_too_long_is_not_used_again_and_closed() {
    const IDLE: Duration = Duration::from_millis(100);
    let (builder, mut told) = server().await;
    let client = builder.idle_timeout(IDLE).build().unwrap();
    let begun = Instant::now();
    client.send(Read).await.unwrap();
    assert_eq!([next(&mut told).await, next(&mut told).await], ["open", "closed"]);
    assert!(begun.elapsed() >= IDLE, "it was kept for as long: {:?}", begun.elapsed());
    client.send(Read).await.unwrap();
    assert_eq!(next(&mut told).await, "open");
}

#[test]
fn the_setters_of_the_pool_commute() {
    type Setter = fn(ClientBuilder<Test>) -> ClientBuilder<Test>;
    let setters: [Setter; 4] = [
        |builder| builder.connect_timeout(Duration::from_secs(1)),
        |builder| builder.idle_timeout(Duration::from_secs(2)),
        |builder| builder.max_idle_per_host(3),
        |builder| builder.body_limit(4),
    ];
    let set = |order: &mut dyn Iterator<Item = Setter>| {
        format!("{:?}", order.fold(Client::builder(endpoint()), |builder, set| set(builder)))
    };
    let forwards = set(&mut setters.into_iter());
    assert_eq!(forwards, set(&mut setters.into_iter().rev()));
    for value in ["1s", "2s", "idle_per_host: 3", "body_limit: 4"] {
        assert!(forwards.contains(value), "{value}: {forwards}");
    }
}

#[test]
fn the_limits_of_the_pool_are_those_that_are_documented() {
    let shown = format!("{:?}", Client::builder(endpoint()));
    for value in
        ["connect_timeout: Some(3s)", "idle_timeout: Some(25s)", "idle_per_host: 256", "body_limit: 8388608"]
    {
        assert!(shown.contains(value), "{value}: {shown}");
    }
}
