use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::time::timeout;
use tower::Service;

use crate::{BoxError, Error, Limit, Request, Response, Transport, retry::Attempts};

/// Limits each attempt, and says of one that is cut off whether it can have been sent.
#[derive(Clone, Debug)]
pub(super) struct LimitAttempt<S> {
    inner: S,
    limit: Option<Duration>,
}

impl<S: Transport> LimitAttempt<S> {
    pub(super) fn new(inner: S, limit: Option<Duration>) -> Self {
        Self { inner, limit }
    }
}

impl<S: Transport> Service<Request> for LimitAttempt<S> {
    type Response = Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx).map_err(|error| Error::from_transport(error).into())
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let limit = self.limit;
        let attempts = request.extensions().get::<Attempts>().cloned();
        let exchange = self.inner.call(request);
        Box::pin(async move {
            let Some(limit) = limit else {
                return exchange.await.map_err(|error| Error::from_transport(error).into());
            };
            match timeout(limit, exchange).await {
                Ok(outcome) => outcome.map_err(|error| Error::from_transport(error).into()),
                Err(_) => Err(cut_off(attempts, Limit::Attempt(limit)).into()),
            }
        })
    }
}

/// A layer between may have taken the extensions away: then nothing is known.
fn cut_off(attempts: Option<Attempts>, limit: Limit) -> Error {
    attempts.map_or_else(|| Error::timeout(limit), |attempts| attempts.cut_off(limit))
}
