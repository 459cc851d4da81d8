use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use http::header::RETRY_AFTER;
use tokio::time::{Instant, Sleep, sleep};
use tower::{
    retry::{
        Policy,
        backoff::{Backoff, ExponentialBackoff, ExponentialBackoffMaker, MakeBackoff},
        budget::{Budget, TpsBudget},
    },
    util::rng::HasherRng,
};

use crate::{BoxError, Deadline, Error, ErrorKind, Idempotency, Request, Response, sending::Sending};

/// Which attempts are repeated, how often and after what wait: a policy for tower's `RetryLayer`.
///
/// | outcome of an attempt | [`Idempotent`](Idempotency::Idempotent) | [`NonIdempotent`](Idempotency::NonIdempotent) |
/// |---|---|---|
/// | no connection; 429; 573 (Qiniu's 429); 503 with `Retry-After` | repeated | repeated |
/// | broken exchange, limit on the attempt; 500, 502, 503, 504 | repeated | given up |
/// | everything else | given up | given up |
///
/// By default twice at most, after 100 ms to 5 s with jitter; all calls of a client and its clones share a
/// budget of 20 % extra attempts plus ten a second. `Retry-After` is honoured up to the longest wait, and no
/// wait goes past the [`Deadline`].
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
        let idempotent = request.extensions().get() == Some(&Idempotency::Idempotent);
        let verdict = Verdict::of(result);
        match verdict {
            Verdict::Final => {
                self.budget.deposit();
                return None;
            }
            Verdict::Unknown if !idempotent => return None,
            Verdict::Unknown | Verdict::Refused => {}
        }
        let deadline = request.extensions().get::<Deadline>().map(|deadline| deadline.0);
        let wait = self.wait(deadline, retry_after(result))?;
        let attempts = request.extensions().get().map_or(0, |attempts: &Attempts| attempts.repeat(verdict));
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

/// What became of a call's earlier attempts, noted by the policy. Rides in a request's extensions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts(Arc<Repeats>);

#[derive(Debug, Default)]
struct Repeats {
    count: AtomicU32,
    in_doubt: AtomicBool,
    sending: Sending,
}

impl Attempts {
    /// How many there were, the first included.
    pub(crate) fn count(&self) -> u32 {
        self.0.count.load(Ordering::Relaxed) + 1
    }

    /// Whether one that was repeated may have been carried out.
    pub(crate) fn in_doubt(&self) -> bool {
        self.0.in_doubt.load(Ordering::Relaxed)
    }

    /// How far the latest one came.
    pub(crate) fn sending(&self) -> &Sending {
        &self.0.sending
    }

    fn repeat(&self, verdict: Verdict) -> u32 {
        self.0.in_doubt.fetch_or(verdict == Verdict::Unknown, Ordering::Relaxed);
        self.0.count.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// Two questions in one: is it passing, and could the call have happened?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Passing, and it surely did not happen.
    Refused,
    /// Passing, and it may have happened.
    Unknown,
    /// Repeating changes nothing.
    Final,
}

impl Verdict {
    fn of(result: &Result<Response, BoxError>) -> Self {
        match result {
            Ok(response) => Self::of_response(response),
            Err(error) => Self::of_error(error),
        }
    }

    pub(crate) fn of_response(response: &Response) -> Self {
        match response.status().as_u16() {
            429 | 573 => Self::Refused,
            503 if response.headers().contains_key(RETRY_AFTER) => Self::Refused,
            500 | 502..=504 => Self::Unknown,
            _ => Self::Final,
        }
    }

    fn of_error(error: &BoxError) -> Self {
        let kind = error.downcast_ref::<Error>().map(Error::kind);
        match kind {
            Some(ErrorKind::Connect) => Self::Refused,
            Some(ErrorKind::Transport | ErrorKind::Timeout) => Self::Unknown,
            None if error.is::<tower::timeout::error::Elapsed>() => Self::Unknown,
            _ => Self::Final,
        }
    }
}

/// `Retry-After` in seconds, or as a date against the answer's own `Date`: no clock is read.
fn retry_after(result: &Result<Response, BoxError>) -> Option<Duration> {
    let headers = result.as_ref().ok()?.headers();
    let asked = headers.get(RETRY_AFTER)?.to_str().ok()?;
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(asked).ok()?;
    let now = httpdate::parse_http_date(headers.get(http::header::DATE)?.to_str().ok()?).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

fn outcome(result: &Result<Response, BoxError>) -> String {
    match result {
        Ok(response) => response.status().as_str().to_owned(),
        Err(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn answer(status: u16, headers: &[(&str, &str)]) -> Result<Response, BoxError> {
        let mut response = http::Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        Ok(response.body(Bytes::new()).unwrap())
    }

    #[test]
    fn only_passing_faults_are_repeated_and_only_refusals_whatever_the_call() {
        let table: [(Result<Response, BoxError>, Verdict); 13] = [
            (answer(429, &[]), Verdict::Refused),
            (answer(573, &[]), Verdict::Refused),
            (answer(503, &[("retry-after", "1")]), Verdict::Refused),
            (answer(503, &[]), Verdict::Unknown),
            (answer(500, &[]), Verdict::Unknown),
            (answer(504, &[]), Verdict::Unknown),
            (answer(501, &[]), Verdict::Final),
            (answer(579, &[]), Verdict::Final),
            (answer(612, &[]), Verdict::Final),
            (answer(200, &[]), Verdict::Final),
            (Err(Error::connect("refused").into()), Verdict::Refused),
            (Err(Error::transport("cut").into()), Verdict::Unknown),
            (Err(Error::decode("no JSON").into()), Verdict::Final),
        ];
        for (outcome, verdict) in table {
            assert_eq!(Verdict::of(&outcome), verdict, "{outcome:?}");
        }
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date_against_the_answers_own() {
        let date =
            [("date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("retry-after", "Sun, 06 Nov 1994 08:49:40 GMT")];
        assert_eq!(retry_after(&answer(503, &date)), Some(Duration::from_secs(3)));
        assert_eq!(retry_after(&answer(429, &[("retry-after", "7")])), Some(Duration::from_secs(7)));
        assert_eq!(retry_after(&answer(503, &[("retry-after", "soon")])), None);
    }
}
