use std::{future::Future, time::Duration};

use futures_util::FutureExt as _;
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
    pub(super) fn limited<T>(
        &self,
        exchange: impl Future<Output = T>,
        call: &CallInfo,
    ) -> impl Future<Output = Result<T>> {
        match self.limit(call) {
            None => exchange.map(Ok).left_future(),
            Some((at, limit)) => timeout_at(at, exchange)
                .map(move |outcome| outcome.map_err(|_| call.cut_off(limit)))
                .right_future(),
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
