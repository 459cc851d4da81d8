use std::{fmt, sync::Arc, time::Duration};

use tokio::time::{Instant, Sleep, sleep};
use tower::{
    retry::{
        Policy,
        backoff::{Backoff, ExponentialBackoff, ExponentialBackoffMaker, MakeBackoff},
        budget::{Budget, TpsBudget},
    },
    util::rng::HasherRng,
};

use crate::{BoxError, Deadline, Error, Idempotency, Request, Response, status};

mod after;
mod attempts;

pub(crate) use attempts::Attempts;

/// Which attempts are repeated, how often and after what wait: a policy for tower's `RetryLayer`.
///
/// | outcome of an attempt | [`Idempotent`](Idempotency::Idempotent) | [`NonIdempotent`](Idempotency::NonIdempotent) |
/// |---|---|---|
/// | no connection, [not sent](Error::not_sent); 429; 573 (Qiniu's 429) | repeated | repeated |
/// | broken exchange, limit on the attempt; 408, 425, 500, 502, 503, 504 | repeated | given up |
/// | everything else | given up | given up |
///
/// Two questions are behind it. *Is it passing:* may the same call fare better a moment later? *Could it have
/// happened:* may the service have carried the call out all the same? Only what is passing is repeated, and a
/// call that may not be sent twice only when it surely did not happen; `Retry-After` promises nothing of the
/// kind. After 408 and 425 a write is left to its caller, because services mean different things by them.
///
/// By default twice at most, after 100 ms to 5 s with jitter; all calls of a client and its clones share a
/// budget of 20 % extra attempts plus ten a second. `Retry-After` is honoured up to the longest wait: more is
/// given up at once, and what cannot be read counts as the longest wait. No wait goes past the [`Deadline`].
#[derive(Clone)]
pub struct RetryPolicy {
    left: u32,
    shortest: Duration,
    longest: Duration,
    /// Made by the first wait of each call: a clone would repeat the other's jitter.
    backoff: Option<ExponentialBackoff>,
    budget: Arc<TpsBudget>,
}

impl RetryPolicy {
    const SHORTEST: Duration = Duration::from_millis(100);
    const LONGEST: Duration = Duration::from_secs(5);

    /// The default policy with another number of repeats; 0 repeats nothing.
    pub fn repeats(repeats: u32) -> Self {
        Self::with_waits(repeats, Self::SHORTEST, Self::LONGEST)
    }

    /// Repeats up to `repeats` times after waits that double from `shortest` to `longest`, with jitter.
    pub fn with_waits(repeats: u32, shortest: Duration, longest: Duration) -> Self {
        let longest = longest.max(shortest).max(Duration::from_millis(1));
        let budget = Arc::new(TpsBudget::new(Duration::from_secs(10), 10, 0.2));
        Self { left: repeats, shortest, longest, backoff: None, budget }
    }

    /// The wait before the next attempt, or `None` to give up.
    fn wait(&mut self, deadline: Option<Instant>, asked: Option<Duration>) -> Option<Sleep> {
        self.left = self.left.checked_sub(1)?;
        let wait = match asked {
            Some(asked) if asked > self.longest => return None,
            Some(asked) => sleep(asked),
            None => self.backoff().next_backoff(),
        };
        let in_time = deadline.is_none_or(|deadline| wait.deadline() < deadline);
        (in_time && self.budget.withdraw()).then_some(wait)
    }

    fn backoff(&mut self) -> &mut ExponentialBackoff {
        let maker = ExponentialBackoffMaker::new(self.shortest, self.longest, 0.5, HasherRng::default());
        self.backoff.get_or_insert_with(|| maker.unwrap_or_default().make_backoff())
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::repeats(2)
    }
}

impl Policy<Request, Response, BoxError> for RetryPolicy {
    type Future = Sleep;

    fn retry(&mut self, request: &mut Request, result: &mut Result<Response, BoxError>) -> Option<Sleep> {
        read_error(result);
        let about = request.extensions();
        let idempotency = about.get().copied().unwrap_or(Idempotency::NonIdempotent);
        if !is_passing(result, idempotency) {
            self.budget.deposit();
            return None;
        }
        let in_doubt = could_have_happened(result);
        if in_doubt && idempotency == Idempotency::NonIdempotent {
            return None;
        }
        let asked = result.as_ref().ok().and_then(|answer| after::asked(answer.headers(), self.longest));
        let wait = self.wait(about.get::<Deadline>().map(|deadline| deadline.0), asked)?;
        let attempts = about.get().map_or(0, |attempts: &Attempts| attempts.repeat(in_doubt));
        tracing::debug!(attempts, outcome = %outcome(result), "repeating the call");
        Some(wait)
    }

    fn clone_request(&mut self, request: &Request) -> Option<Request> {
        Some(request.clone())
    }
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryPolicy").field("repeats", &self.left).field("longest", &self.longest).finish()
    }
}

/// What failed inside the retries failed in the transport's place.
fn read_error(result: &mut Result<Response, BoxError>) {
    if let Err(error) = result {
        let foreign = std::mem::replace(error, Box::new(fmt::Error));
        *error = Error::from_transport(foreign).into();
    }
}

/// See [`status::is_passing`](crate::status::is_passing).
fn is_passing(result: &Result<Response, BoxError>, idempotency: Idempotency) -> bool {
    match result {
        Ok(response) => status::is_passing(response.status(), idempotency),
        Err(error) => error.downcast_ref::<Error>().is_some_and(|error| error.is_passing(idempotency)),
    }
}

/// See [`status::could_have_happened`](crate::status::could_have_happened).
fn could_have_happened(result: &Result<Response, BoxError>) -> bool {
    match result {
        Ok(response) => status::could_have_happened(response.status()),
        Err(error) => error.downcast_ref::<Error>().is_none_or(Error::may_have_taken_effect),
    }
}

fn outcome(result: &Result<Response, BoxError>) -> String {
    match result {
        Ok(response) => response.status().as_str().to_owned(),
        Err(error) => error.to_string(),
    }
}
