//! Middleware around whole calls: a client is a tower service of operations, so tower's own layers stack on calls.
//!
//! A call is seen once, however often it is repeated, with its typed answer. Here one layer of tower's lets two
//! calls at a time through, and one of our own counts them by name and outcome.
//! Run with `cargo run -p pili --example layer_around_calls`; it needs no network.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::{
    collections::BTreeMap,
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use pili::{
    Error, Operation,
    core::{Request, Response},
    live::{Client, ENDPOINT, Hub},
};
use tower::{Layer, Service, ServiceBuilder, ServiceExt as _};

/// How often calls of each name came out well or not.
#[derive(Clone, Default)]
struct Counts(Arc<Mutex<BTreeMap<(&'static str, bool), u32>>>);

impl<S> Layer<S> for Counts {
    type Service = Counted<S>;

    fn layer(&self, inner: S) -> Counted<S> {
        Counted { counts: self.clone(), inner }
    }
}

#[derive(Clone)]
struct Counted<S> {
    counts: Counts,
    inner: S,
}

impl<S, O> Service<O> for Counted<S>
where
    S: Service<O, Future: Send + 'static>,
    O: Operation,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, operation: O) -> Self::Future {
        let counts = self.counts.clone();
        let call = self.inner.call(operation);
        Box::pin(async move {
            let outcome = call.await;
            let mut counts = counts.0.lock().unwrap_or_else(PoisonError::into_inner);
            *counts.entry((O::NAME, outcome.is_ok())).or_default() += 1;
            outcome
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let pretend = tower::service_fn(|request: Request| async move {
        let body = if request.uri().path().ends_with("/live") { r#"{"startAt": 1700000000}"# } else { "{}" };
        Ok::<_, Infallible>(Response::new(body.into()))
    });
    let client = Client::builder(ENDPOINT).transport(pretend);

    let counts = Counts::default();
    let calls = ServiceBuilder::new().layer(counts.clone()).concurrency_limit(2).service(client);

    let evening = Hub::new("shows").stream("evening");
    calls.clone().oneshot(evening.create()).await?;
    tokio::try_join!(calls.clone().oneshot(evening.live()), calls.oneshot(evening.live()))?;
    for ((name, well), count) in counts.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        println!("{name}: {count} {}", if *well { "well" } else { "failed" });
    }
    Ok(())
}
