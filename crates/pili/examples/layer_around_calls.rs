//! Middleware around whole calls: counts them by operation and lets two at a time through.
//!
//! A call is seen once, however often it is repeated, and before it is signed.
//! Run with `cargo run -p pili --example layer_around_calls`; it needs no network.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::{
    collections::BTreeMap,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
};

use pili::{
    Client, Endpoint, Error,
    core::{OperationName, Request, Response},
    live::Hub,
};
use tower::{limit::ConcurrencyLimitLayer, util::MapRequestLayer};

#[derive(Clone, Default)]
struct Counts(Arc<Mutex<BTreeMap<&'static str, u32>>>);

impl Counts {
    fn add(&self, request: &Request) {
        if let Some(OperationName(name)) = request.extensions().get() {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(name).or_default() += 1;
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let pretend = tower::service_fn(|_: Request| async { Ok::<_, Infallible>(Response::new("{}".into())) });
    let endpoint = Endpoint::parse("https://pili.qiniuapi.com")?;

    let counts = Counts::default();
    let counted = counts.clone();
    let client = Client::builder(endpoint)
        .transport(pretend)
        .layer(ConcurrencyLimitLayer::new(2))
        .layer(MapRequestLayer::new(move |request: Request| {
            counted.add(&request);
            request
        }))
        .boxed();

    let evening = Hub::new("shows").stream("evening");
    client.send(evening.create()).await?;
    tokio::try_join!(
        client.send(evening.info()),
        client.send(evening.live_status()),
        client.send(evening.live_status()),
    )?;
    for (name, count) in counts.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        println!("{name}: {count}");
    }
    Ok(())
}
