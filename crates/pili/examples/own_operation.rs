//! The escape hatch: a call that the SDK lacks, written as an operation of one's own.
//!
//! It is signed, repeated, limited and traced like every other.
//! Run with `cargo run -p pili --example own_operation`; it needs no network.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::convert::Infallible;

use pili::{
    Credentials, Endpoint, Error, Operation,
    auth::qiniu::QiniuV2,
    core::{Idempotency, Request, Response, Result, decode_json},
    live::{Client, ENDPOINT, Pili},
};

/// `GET /v2/hubs/{hub}/viewers?at=…`: made up for this example.
struct Viewers<'a> {
    hub: &'a str,
    at: u64,
}

impl Operation for Viewers<'_> {
    type Output = Vec<String>;
    /// Whose call it is: where it goes, how it is signed and how errors are read.
    type Api = Pili;
    const NAME: &'static str = "acme.hub.viewers";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.at == 0 {
            return Err(Error::invalid("at", "must be a time in Unix seconds"));
        }
        endpoint.url().path(["v2", "hubs", self.hub, "viewers"]).query("at", self.at).get()
    }

    fn decode(&self, response: &Response) -> Result<Self::Output> {
        decode_json(response)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let pretend = tower::service_fn(|request: Request| async move {
        println!("GET {} (signed: {})", request.uri(), request.headers().contains_key("authorization"));
        Ok::<_, Infallible>(Response::new(r#"["ada", "grace"]"#.into()))
    });
    let client = Client::builder(ENDPOINT)
        .signer(QiniuV2::new(Credentials::new("access-key", "secret-key")))
        .transport(pretend);

    println!("viewers: {:?}", client.send(Viewers { hub: "shows", at: 1_700_000_000 }).await?);
    if let Err(error) = client.send(Viewers { hub: "shows", at: 0 }).await {
        println!("refused before it was sent: {error}");
    }
    Ok(())
}
