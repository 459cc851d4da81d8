//! Tests a program without a network: a closure stands where the transport would be.
//!
//! Run with `cargo run -p pili --example closure_as_mock`.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::convert::Infallible;

use pili::{
    Error,
    core::{Request, Response},
    live::{Client, ENDPOINT, Hub},
};

/// The program under test: it takes a client and does not care what is behind it.
async fn is_live(client: &Client, key: &str) -> Result<bool, Error> {
    Ok(client.send(Hub::new("shows").stream(key).live()).await?.is_some())
}

/// The service as the test wants it: "evening" is live, nothing else is.
fn service(request: &Request) -> Response {
    println!("the service got {} {}", request.method(), request.uri().path());
    // Pili writes stream keys as URL-safe Base64 in paths.
    let evening = request.uri().path() == "/v2/hubs/shows/streams/ZXZlbmluZw==/live";
    let (status, body) = match evening {
        true => (200, r#"{"startAt": 1700000000, "bps": 1200000}"#),
        false => (619, r#"{"error": "no live"}"#),
    };
    let mut response = Response::new(body.into());
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
    response
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mock = tower::service_fn(|request: Request| async move { Ok::<_, Infallible>(service(&request)) });
    let client = Client::builder(ENDPOINT).transport(mock);

    println!("evening live: {}", is_live(&client, "evening").await?);
    println!("morning live: {}", is_live(&client, "morning").await?);
    Ok(())
}
