use std::{future::Future, time::Duration};

use pili_auth::SignError;
use tokio::time::{Instant, timeout_at};

use crate::{CallInfo, Limit, Request, Result, RetryPolicy, SignLayer, sign::Signed};

/// What a client adds to its transport: nothing unless it was built.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    pub(super) sign: Option<SignLayer>,
    pub(super) retry: RetryPolicy,
    pub(super) attempt_timeout: Option<Duration>,
}

impl Stack {
    /// Signs a request with the time of this attempt.
    pub(super) fn sign(&self, request: &mut Request) -> Result<Option<Signed>, SignError> {
        self.sign.as_ref().map_or(Ok(None), |sign| sign.sign(request))
    }

    /// Waits for an exchange no longer than an attempt may take, nor the call it belongs to.
    pub(super) async fn limited<T>(&self, exchange: impl Future<Output = T>, call: &CallInfo) -> Result<T> {
        match self.limit(call) {
            None => Ok(exchange.await),
            Some((at, limit)) => timeout_at(at, exchange).await.map_err(|_| call.cut_off(limit)),
        }
    }

    /// The limit that ends first.
    fn limit(&self, call: &CallInfo) -> Option<(Instant, Limit)> {
        let attempt = self
            .attempt_timeout
            .and_then(|limit| Some((Instant::now().checked_add(limit)?, Limit::Attempt(limit))));
        let call = call.deadline().map(|deadline| (deadline.instant(), Limit::Call(deadline.limit())));
        attempt.into_iter().chain(call).min_by_key(|(at, _)| *at)
    }
}

impl Default for Stack {
    fn default() -> Self {
        Self { sign: None, retry: RetryPolicy::repeats(0), attempt_timeout: None }
    }
}
