use std::{
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use tokio::time::{Sleep, sleep};
use tower::{Layer, Service};

mod after;
mod backoff;
mod budget;

use self::budget::Budget;
use crate::{BoxError, CallInfo, Deadline, Error, Idempotency, Request, Response, Transport};

pub(crate) use backoff::Backoff;

/// Which attempts are repeated, how often and after what wait.
///
/// | outcome of an attempt | [`Idempotent`](Idempotency::Idempotent) | [`NonIdempotent`](Idempotency::NonIdempotent) |
/// |---|---|---|
/// | no connection; 429 | repeated | repeated |
/// | broken exchange, limit on the attempt; 408, 425, 500, 502, 503, 504 | repeated | given up |
/// | everything else | given up | given up |
///
/// Two questions are behind it. *Is it passing:* may the same call fare better a moment later? *Could it have
/// happened:* may the service have carried the call out all the same? Only what is passing is repeated, and a
/// call that may not be sent twice only when it surely did not happen; `Retry-After` promises nothing of the
/// kind. What further statuses mean is the vendor's to say ([`Vendor::is_passing`](crate::Vendor::is_passing),
/// [`Vendor::is_refusal`](crate::Vendor::is_refusal)).
///
/// By default twice at most, after 100 ms to 5 s with jitter; all calls of a client and its clones share a
/// budget of 20 % extra attempts plus ten a second. `Retry-After` is honoured up to the longest wait, one that
/// cannot be read counts as the longest wait, and no wait goes past the [`Deadline`].
///
/// It is a [`Layer`] too, for stacks built by hand: over a service that signs and sends.
///
/// Example: [`ClientBuilder`](crate::ClientBuilder).
#[derive(Clone)]
pub struct RetryPolicy {
    left: u32,
    backoff: Backoff,
    budget: Arc<Budget>,
}

impl RetryPolicy {
    const SHORTEST: Duration = Duration::from_millis(100);
    const LONGEST: Duration = Duration::from_secs(5);

    /// The default policy with another number of repeats; 0 repeats nothing.
    /// Example: [`ClientBuilder`](crate::ClientBuilder).
    pub fn repeats(repeats: u32) -> Self {
        Self::with_waits(repeats, Self::SHORTEST, Self::LONGEST)
    }

    /// Repeats up to `repeats` times after waits that double from `shortest` to `longest`, with jitter.
    /// Example: [`ClientBuilder::retry`](crate::ClientBuilder::retry).
    pub fn with_waits(repeats: u32, shortest: Duration, longest: Duration) -> Self {
        let longest = longest.max(shortest).max(Duration::from_millis(1));
        Self { left: repeats, backoff: Backoff::new(shortest, longest), budget: Arc::new(Budget::new()) }
    }

    /// The wait before the next attempt of a call, or `None` when this one was the last.
    pub(crate) fn wait_after(&mut self, outcome: &Result<Response, Error>, call: &CallInfo) -> Option<Sleep> {
        if !is_passing(outcome, call) {
            self.budget.deposit();
            return None;
        }
        let happened = may_have_happened(outcome, call);
        if happened && call.idempotency() == Idempotency::NonIdempotent {
            return None;
        }
        let asked = outcome
            .as_ref()
            .ok()
            .and_then(|response| after::asked(response.headers(), self.backoff.longest()));
        let wait = self.wait(call.deadline(), asked)?;
        if happened {
            call.doubt();
        }
        tracing::debug!(attempts = call.attempts(), outcome = %Outcome(outcome), "repeating the call");
        Some(wait)
    }

    fn wait(&mut self, deadline: Option<Deadline>, asked: Option<Duration>) -> Option<Sleep> {
        self.left = self.left.checked_sub(1)?;
        let wait = match asked {
            Some(asked) if asked > self.backoff.longest() => return None,
            Some(asked) => sleep(asked),
            None => sleep(self.backoff.wait()),
        };
        let in_time = deadline.is_none_or(|deadline| wait.deadline() < deadline.instant());
        (in_time && self.budget.withdraw()).then_some(wait)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::repeats(2)
    }
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryPolicy")
            .field("repeats", &self.left)
            .field("longest", &self.backoff.longest())
            .finish()
    }
}

impl<S> Layer<S> for RetryPolicy {
    type Service = RetryService<S>;

    fn layer(&self, inner: S) -> RetryService<S> {
        RetryService { policy: self.clone(), inner }
    }
}

/// The service of a [`RetryPolicy`] as a layer. Requests that are no client's are given up at the first failure.
///
/// Example: [`SignLayer`](crate::SignLayer).
#[derive(Clone, Debug)]
pub struct RetryService<S> {
    policy: RetryPolicy,
    inner: S,
}

impl<S: Transport> Service<Request> for RetryService<S> {
    type Response = Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let fresh = self.inner.clone();
        let inner = std::mem::replace(&mut self.inner, fresh);
        let policy = self.policy.clone();
        Box::pin(async move { repeat(policy, inner, request).await.map_err(Into::into) })
    }
}

async fn repeat<S: Transport>(
    mut policy: RetryPolicy,
    mut inner: S,
    request: Request,
) -> Result<Response, Error> {
    let call = CallInfo::of(&request).cloned();
    loop {
        let outcome = attempt(&mut inner, request.clone(), call.as_ref()).await;
        let Some(wait) = call.as_ref().and_then(|call| policy.wait_after(&outcome, call)) else {
            return outcome;
        };
        wait.await;
        call.iter().for_each(CallInfo::begin_attempt);
    }
}

async fn attempt<S: Transport>(
    inner: &mut S,
    request: Request,
    call: Option<&CallInfo>,
) -> Result<Response, Error> {
    let exchange = async {
        poll_fn(|cx| inner.poll_ready(cx)).await?;
        call.into_iter().for_each(CallInfo::accept);
        inner.call(request).await
    };
    exchange.await.map_err(|error: S::Error| Error::from_transport(error))
}

/// Is it passing? A success is not.
fn is_passing(outcome: &Result<Response, Error>, call: &CallInfo) -> bool {
    match outcome {
        Ok(response) => call.is_passing(response.status()),
        Err(error) => error.is_transient(),
    }
}

/// Could the call have happened?
fn may_have_happened(outcome: &Result<Response, Error>, call: &CallInfo) -> bool {
    match outcome {
        Ok(response) => !call.is_refusal(response.status()),
        Err(error) => error.may_have_taken_effect(),
    }
}

/// An attempt's outcome in a word.
struct Outcome<'a>(&'a Result<Response, Error>);

impl fmt::Display for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Ok(response) => f.write_str(response.status().as_str()),
            Err(error) => error.fmt(f),
        }
    }
}
