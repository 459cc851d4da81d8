//! A transport of one's own: every request goes through a forward proxy, one connection each. (For a proxy alone,
//! `ClientBuilder::proxy` will do.)
//!
//! A transport is any tower service from whole requests to whole responses. It says with
//! `Error::connect` and `Error::transport` whether a call may have happened, so that the retries stay safe.
//! Run with `cargo run -p pili --example own_transport`; it starts a proxy of its own on loopback.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::{
    future::Future,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
};

use http::{HeaderValue, header::HOST};
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use pili::{
    Credentials, Endpoint, Error,
    core::{Request, Response, Result},
    live::{self, Hub},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

#[derive(Clone)]
struct Proxied {
    proxy: SocketAddr,
}

impl tower::Service<Request> for Proxied {
    type Response = Response;
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        Box::pin(exchange(self.proxy, request))
    }
}

async fn exchange(proxy: SocketAddr, mut request: Request) -> Result<Response> {
    let stream = TcpStream::connect(proxy).await.map_err(Error::connect)?;
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream));
    let (mut sender, connection) = handshake.await.map_err(Error::connect)?;
    tokio::spawn(connection);

    // This low-level client sends the URL whole, as proxies want it, and leaves `Host` to us.
    let host = request.uri().authority().map_or("", |authority| authority.as_str());
    let host = HeaderValue::from_str(host).map_err(|_| Error::invalid("host", "must be ASCII"))?;
    request.headers_mut().insert(HOST, host);

    let response = sender.send_request(request.map(Full::new)).await.map_err(Error::transport)?;
    let (head, body) = response.into_parts();
    let body = body.collect().await.map_err(Error::transport)?;
    Ok(Response::from_parts(head, body.to_bytes()))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let transport = Proxied { proxy: listener.local_addr()? };
    tokio::spawn(proxy(listener));

    let client = live::builder(Credentials::new("access-key", "secret-key"))
        .endpoint(Endpoint::from_static("http://pili.qiniuapi.com"))
        .transport(transport);
    if let Some(live) = client.send(Hub::new("shows").stream("evening").live()).await? {
        println!("live at {} bit/s", live.bps);
    }
    Ok(())
}

/// Answers by itself instead of passing on.
async fn proxy(listener: TcpListener) -> std::io::Result<()> {
    let (mut stream, _) = listener.accept().await?;
    let mut head = vec![0; 4096];
    let length = stream.read(&mut head).await?;
    head.truncate(length);
    println!("the proxy got: {}", String::from_utf8_lossy(&head).lines().next().unwrap_or_default());
    let body = r#"{"startAt": 1700000000, "bps": 1200000}"#;
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(answer.as_bytes()).await
}
