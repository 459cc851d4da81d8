//! Middleware around whole calls: a client is a tower service of operations, so tower's own layers stack on calls.
//! A call is seen once, however often it is repeated. Here a layer of tower's lets two through at a time, and one of our
//! own counts them. Run with `cargo run -p pili --example layer_around_calls`; it needs no network.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::{collections::BTreeMap, sync::Arc, sync::Mutex, sync::PoisonError, task::Context, task::Poll};

use futures_util::{FutureExt as _, future::BoxFuture};
use pili::{Error, Operation, live};
use pili_local::{DEMO_HUB, Local};
use tower::{Service, ServiceBuilder, ServiceExt as _, layer::layer_fn};

/// How often calls of each name came out well or not.
type Counts = Arc<Mutex<BTreeMap<(&'static str, bool), u32>>>;

#[derive(Clone)]
struct Counted<S> {
    counts: Counts,
    inner: S,
}

impl<S, O> Service<O> for Counted<S>
where
    S: Service<O, Response: Send + 'static, Error: Send + 'static, Future: Send + 'static>,
    O: Operation,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<S::Response, S::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, operation: O) -> Self::Future {
        let counts = self.counts.clone();
        let count = move |outcome: &Result<_, _>| {
            let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
            *counts.entry((O::NAME, outcome.is_ok())).or_default() += 1;
        };
        self.inner.call(operation).inspect(count).boxed()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let local = Local::demo();
    let client = live::builder(local.credentials().clone()).transport(local.transport());
    let counts = Counts::default();
    let counting = layer_fn(|inner| Counted { counts: counts.clone(), inner });
    let calls = ServiceBuilder::new().layer(counting).concurrency_limit(2).service(client);

    let evening = live::Hub::new(DEMO_HUB).stream("evening");
    calls.clone().oneshot(evening.create()).await?;
    tokio::try_join!(calls.clone().oneshot(evening.live()), calls.oneshot(evening.live()))?;
    println!("{:?}", counts.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(())
}
