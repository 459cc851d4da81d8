//! Calls the API from a program that is not asynchronous: a runtime on this thread, in four lines.
//!
//! Run with `cargo run -p pili --example blocking`; it needs no network.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::{convert::Infallible, error::Error};

use pili::{
    Operation,
    core::{self, Request, Response},
    live::{Client, ENDPOINT, Hub, Pili},
};

/// The four lines. Keep one such client for the program: the runtime keeps its connections.
struct Blocking {
    client: Client,
    runtime: tokio::runtime::Runtime,
}

impl Blocking {
    fn new(client: Client) -> std::io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self { client, runtime })
    }

    fn send<O: Operation<Api = Pili>>(&self, operation: O) -> core::Result<O::Output> {
        self.runtime.block_on(self.client.send(operation))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    // In earnest: `Blocking::new(pili::live::client(credentials)?)?`.
    let pretend = tower::service_fn(|_: Request| async {
        Ok::<_, Infallible>(Response::new(r#"{"startAt": 1700000000, "bps": 1200000}"#.into()))
    });
    let blocking = Blocking::new(Client::builder(ENDPOINT).transport(pretend))?;

    match blocking.send(Hub::new("shows").stream("evening").live())? {
        Some(live) => println!("live at {} bit/s", live.bps),
        None => println!("not live"),
    }
    Ok(())
}
