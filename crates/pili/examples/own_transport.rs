//! A transport of one's own: a connection for each exchange, by hyper's low-level client.
//!
//! A transport is any tower service from whole requests to whole responses. It says with
//! `Error::connect` and `Error::transport` whether a call may have happened, so that the retries stay safe.
//! Run with `cargo run -p pili --example own_transport`; it starts a local service on loopback.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use http::header::HOST;
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use pili::{
    Endpoint, Error,
    core::{Request, Response, Result},
    live::{self, Hub},
};
use pili_local::{DEMO_HUB, Listen, Local};
use tokio::net::TcpStream;

async fn exchange(mut request: Request) -> Result<Response> {
    let host = request.uri().authority().map_or("", |authority| authority.as_str()).to_owned();
    let stream = TcpStream::connect(&host).await.map_err(Error::connect)?;
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream));
    let (mut sender, connection) = handshake.await.map_err(Error::connect)?;
    tokio::spawn(connection);

    // This low-level client leaves `Host` to us, and it is signed: it must be the endpoint's.
    let host = host.parse().map_err(|_| Error::invalid("host", "must be ASCII"))?;
    request.headers_mut().insert(HOST, host);
    let response = sender.send_request(request.map(Full::new)).await.map_err(Error::transport)?;
    let (head, body) = response.into_parts();
    let body = body.collect().await.map_err(Error::transport)?;
    Ok(Response::from_parts(head, body.to_bytes()))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let local = Local::demo();
    let server = local.serve(Listen::any()).await?;
    let client = live::builder(local.credentials().clone())
        .endpoint(server.endpoint())
        .transport(tower::service_fn(exchange));
    client.send(Hub::new(DEMO_HUB).stream("evening").create()).await?;
    println!("created, over a connection of our own");

    // Nobody listens there: the call surely did not happen, so even this write is repeated.
    let nowhere = client.with_endpoint(Endpoint::from_static("http://127.0.0.1:1"));
    if let Err(error) = nowhere.send(Hub::new(DEMO_HUB).stream("night").create()).await {
        println!("{error}");
    }
    server.shutdown().await;
    Ok(())
}
