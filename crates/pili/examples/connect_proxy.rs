//! Calls through a proxy by `CONNECT`: the proxy learns the host and nothing else, and its refusal is no answer of
//! the service.
//!
//! Run with `cargo run -p pili --features proxy --example connect_proxy`; the proxy is its own, on loopback.

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::error::Error;

use pili::{
    Credentials,
    core::{ErrorKind, Proxy, RetryPolicy},
    live::{self, Hub},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let proxy =
        Proxy::new(&format!("http://user:password@{}", listener.local_addr()?))?.except(["localhost"]);
    let refusing = tokio::spawn(refuse(listener));

    // A program that heeds HTTPS_PROXY takes `Proxy::from_variables(|name| std::env::var(name).ok())?`.
    let client = live::builder(Credentials::new("access-key", "secret-key"))
        .proxy(proxy)
        .retry(RetryPolicy::repeats(0))
        .build()?;
    let Err(error) = client.send(Hub::new("shows").stream("evening").live()).await else { return Ok(()) };
    println!("the proxy saw only: {}", refusing.await??);
    println!("{error}");

    // Nothing was sent to the service, so nothing can have happened.
    assert_eq!((error.kind(), error.may_have_taken_effect()), (ErrorKind::Connect, false));
    assert!(!error.to_string().contains("password"));
    Ok(())
}

/// A proxy that lets nobody through.
async fn refuse(listener: TcpListener) -> std::io::Result<String> {
    let (stream, _) = listener.accept().await?;
    let mut stream = BufReader::new(stream);
    let mut asked = String::new();
    stream.read_line(&mut asked).await?;
    stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n").await?;
    Ok(asked.trim_end().to_owned())
}
