//! Middleware around each attempt: tower-http's trace layer, under `BufferBody`, over a pool of one's own.
//! Any layer for streaming bodies fits here. It sees every attempt of a call, signed.
//! Run with `cargo run -p pili --example layer_around_attempts`; it calls a server of its own on loopback.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::{error::Error, time::Duration};

use bytes::Bytes;
use http_body_util::Full;
use hyper_util::{client::legacy, rt::TokioExecutor};
use pili::{
    Credentials, Endpoint,
    core::BufferBody,
    live::{self, Hub},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use tower::ServiceBuilder;
use tower_http::trace::TraceLayer;
use tracing::Span;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr()?))?;
    tokio::spawn(busy_once(listener));

    let trace = TraceLayer::new_for_http()
        .on_request(|request: &http::Request<_>, _: &Span| {
            let signed = request.headers().contains_key("authorization");
            println!("-> {} {} (signed: {signed})", request.method(), request.uri().path());
        })
        .on_response(|response: &http::Response<_>, took: Duration, _: &Span| {
            println!("<- {} after {took:?}", response.status());
        });
    let pool = legacy::Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let transport = BufferBody::new(ServiceBuilder::new().layer(trace).service(pool));

    let credentials = Credentials::new("access-key", "secret-key");
    let client = live::builder(credentials).endpoint(endpoint).transport(transport);
    let live = client.send(Hub::new("shows").stream("evening").live()).await?;
    println!("one call, and the stream is live: {}", live.is_some());
    Ok(())
}

/// A service that is busy the first time it is asked.
async fn busy_once(listener: TcpListener) -> std::io::Result<()> {
    let live = r#"{"startAt": 1700000000, "bps": 1200000}"#;
    for (status, body) in [("503 Service Unavailable", ""), ("200 OK", live)] {
        let (mut stream, _) = listener.accept().await?;
        let _head = stream.read(&mut [0; 4096]).await?;
        let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}", body.len());
        stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).await?;
    }
    Ok(())
}
