//! Over a socket, as nginx-rtmp asks.

use std::time::Duration;

use pili_gate::serve;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time::timeout,
};

use crate::stage::{HUB, Stage, nginx, signed};

#[tokio::test]
async fn the_connection_of_http_1_0_is_closed_behind_the_answer() {
    let stage = Stage::new(HUB);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(serve(listener, stage.gate.clone(), async move {
        let _ = stopped.await;
    }));
    for (query, status) in [(signed("key"), "200"), ("e=1".to_owned(), "403")] {
        let answer = ask(address, "/hooks/nginx-rtmp", nginx("key", &query).body()).await;
        assert!(answer.starts_with(&format!("HTTP/1.0 {status}")), "{answer}");
    }
    let figures = ask(address, "/metrics", b"").await;
    assert!(figures.contains("405"), "{figures}");
    let _ = stop.send(());
    timeout(Duration::from_secs(30), served).await.expect("it ends").unwrap();
}

/// All that comes until the other side closes.
async fn ask(address: std::net::SocketAddr, path: &str, body: &[u8]) -> String {
    let mut socket = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: Close\r\nContent-Length: {length}\r\n\r\n"
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(body).await.unwrap();
    let mut answer = String::new();
    let read = socket.read_to_string(&mut answer);
    timeout(Duration::from_secs(30), read).await.expect("the connection is closed").unwrap();
    answer
}
