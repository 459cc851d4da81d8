//! Pushed lines over the pooled transport, from a server on loopback.

use std::time::Duration;

use pili_core::Endpoint;

use crate::stage::Client;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::pushed::Words;

const HEAD: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

async fn accept(listener: &TcpListener) -> TcpStream {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    stream
}

async fn push(stream: &mut TcpStream, text: &str) {
    stream.write_all(format!("{:x}\r\n{text}\r\n", text.len()).as_bytes()).await.unwrap();
}

#[tokio::test]
async fn lines_arrive_beyond_the_limits_and_dropping_the_stream_closes_the_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let limit = Duration::from_millis(100);
    let client = Client::builder(endpoint).attempt_timeout(limit).build().unwrap().with_timeout(limit);
    let server = tokio::spawn(async move {
        let mut stream = accept(&listener).await;
        stream.write_all(HEAD.as_bytes()).await.unwrap();
        push(&mut stream, "on\n").await;
        tokio::time::sleep(3 * limit).await;
        push(&mut stream, "of").await;
        push(&mut stream, "f\n").await;
        // Blocks until the client closes.
        stream.read(&mut [0]).await.unwrap_or(0)
    });
    let mut lines = client.lines(Words);
    assert_eq!(lines.next().await.unwrap().unwrap(), "on");
    assert_eq!(lines.next().await.unwrap().unwrap(), "off");
    drop(lines);
    assert_eq!(server.await.unwrap(), 0);
}

#[tokio::test]
async fn the_body_of_a_refusal_is_read_whole() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let client = Client::builder(endpoint).build().unwrap();
    tokio::spawn(async move {
        let answer = "HTTP/1.1 612 x\r\nContent-Length: 9\r\n\r\nnot found";
        accept(&listener).await.write_all(answer.as_bytes()).await.unwrap();
    });
    let error = client.lines(Words).next().await.unwrap().unwrap_err();
    assert_eq!(error.api_error().unwrap().message.as_deref(), Some("not found"));
}
