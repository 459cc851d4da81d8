//! How far the request of an attempt came, which tells what a time limit that was reached means.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Error, Limit, retry::Attempts};

/// What is known of it: told by [`Client::send`](crate::Client::send) and by transports that see when a connection
/// takes a request. Where nobody tells, a request counts as sent.
#[derive(Debug, Default)]
pub(crate) struct Sending(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Whether the client's service had room for the call.
    accepted: bool,
    /// How many attempts came to a transport that tells.
    told: u32,
    /// The latest attempt that a connection took.
    taken: u32,
    /// The latest attempt that was said to be unsent, and therefore must stay so.
    given_up: u32,
}

impl Sending {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Attempts {
    /// Marks that the call is handed to the client's service.
    pub(crate) fn accept(&self) {
        self.sending().state().accepted = true;
    }

    /// The error of a call, or of its latest attempt, that a limit cut off.
    ///
    /// A layer that repeats or doubles requests by itself makes the counts differ: then nothing is sure.
    pub(crate) fn cut_off(&self, limit: Limit) -> Error {
        let mut state = self.sending().state();
        if !state.accepted {
            return Error::not_begun(limit);
        }
        if state.told != self.count() || state.taken == self.count() {
            return Error::timeout(limit);
        }
        state.given_up = self.count();
        Error::not_connected(limit)
    }
}

#[cfg(feature = "hyper")]
pub(crate) use attempt::Attempt;

#[cfg(feature = "hyper")]
mod attempt {
    use std::{
        future::{Future, poll_fn},
        task::{Context, Poll},
    };

    use crate::{BoxError, Error, Request, retry::Attempts};

    /// One attempt in the hands of a transport that tells.
    pub(crate) struct Attempt {
        number: u32,
        attempts: Attempts,
    }

    impl Attempt {
        /// Begins the attempt of `request`.
        pub(crate) fn of(request: &Request) -> Self {
            let attempts: Attempts = request.extensions().get().cloned().unwrap_or_default();
            attempts.sending().state().told += 1;
            Self { number: attempts.count(), attempts }
        }

        /// Carries the exchange out, and marks when a connection has taken the request.
        pub(crate) async fn carry<T>(
            self,
            mut exchange: impl Future<Output = Result<T, BoxError>> + Unpin,
            is_taken: impl Fn() -> bool,
        ) -> Result<T, BoxError> {
            poll_fn(|cx| self.step(&mut exchange, &is_taken, cx)).await
        }

        /// Holds the state meanwhile, so that nobody can say "unsent" of a request that is just being handed over,
        /// should a layer have spawned the exchange.
        fn step<T>(
            &self,
            exchange: &mut (impl Future<Output = Result<T, BoxError>> + Unpin),
            is_taken: impl Fn() -> bool,
            cx: &mut Context<'_>,
        ) -> Poll<Result<T, BoxError>> {
            let mut state = self.attempts.sending().state();
            if state.given_up >= self.number {
                return Poll::Ready(Err(Error::connect("the call was given up before").into()));
            }
            let outcome = std::pin::Pin::new(exchange).poll(cx);
            if is_taken() {
                state.taken = state.taken.max(self.number);
            }
            outcome
        }
    }
}
