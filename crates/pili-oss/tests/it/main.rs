//! What the vendors' vectors do not cover: limits, odd answers, clocks, pages.

#![allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too")]

mod answers;
mod clock;
mod limits;
mod pages;
mod reasons;

use std::{
    convert::Infallible,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use http::Response;
use pili_oss::{Bucket, Client, ENDPOINT, Endpoint, LiveChannel, core};

fn bucket() -> Bucket {
    Bucket::new("examplebucket")
}

fn channel() -> LiveChannel {
    bucket().channel("evening")
}

fn endpoint() -> Endpoint {
    ENDPOINT
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn answer(status: u16, body: &str) -> core::Response {
    Response::builder().status(status).body(body.to_owned().into()).unwrap()
}

/// A client whose every request is answered by a function.
fn client(service: impl Fn(core::Request) -> core::Response + Clone + Send + Sync + 'static) -> Client {
    let service = tower::service_fn(move |request| {
        let response = service(request);
        async move { Ok::<_, Infallible>(response) }
    });
    Client::new(endpoint(), service).boxed()
}
