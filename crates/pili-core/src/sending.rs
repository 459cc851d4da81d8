//! How far the request of an attempt came, which tells what a time limit that was reached means.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{CallInfo, Error, Limit};

/// What is known of it: told by [`Client::send`](crate::Client::send) and by transports that see when a connection
/// takes a request. Where nobody tells, a request counts as sent.
#[derive(Debug, Default)]
pub(crate) struct Sending(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The latest attempt that the client's transport had room for.
    accepted: u32,
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

impl CallInfo {
    /// Marks that the attempt waits until there is room for it.
    pub(crate) fn wait(&self) {
        self.sending().state().accepted = self.attempts().saturating_sub(1);
    }

    /// Marks that the attempt is handed to the client's transport.
    pub(crate) fn accept(&self) {
        self.sending().state().accepted = self.attempts();
    }

    /// The error of a call, or of its latest attempt, that a limit cut off.
    ///
    /// A layer that repeats or doubles requests by itself makes the counts differ: then nothing is sure.
    pub(crate) fn cut_off(&self, limit: Limit) -> Error {
        let mut state = self.sending().state();
        if state.accepted < self.attempts() {
            return Error::not_begun(limit);
        }
        if state.told != self.attempts() || state.taken == self.attempts() {
            return Error::timeout(limit);
        }
        state.given_up = self.attempts();
        Error::not_connected(limit)
    }
}

#[cfg(feature = "hyper")]
pub(crate) use attempt::Attempt;

#[cfg(feature = "hyper")]
mod attempt {
    use std::{
        future::{Future, poll_fn},
        pin::{Pin, pin},
        task::{Context, Poll},
    };

    use crate::{BoxError, CallInfo, Error, Request};

    /// One attempt in the hands of a transport that tells.
    pub(crate) struct Attempt {
        number: u32,
        call: Option<CallInfo>,
    }

    impl Attempt {
        /// Begins the attempt of `request`.
        pub(crate) fn of(request: &Request) -> Self {
            let call = CallInfo::of(request).cloned();
            call.iter().for_each(|call| call.sending().state().told += 1);
            Self { number: call.as_ref().map_or(0, CallInfo::attempts), call }
        }

        /// Carries the exchange out, and marks when a connection has taken the request.
        pub(crate) async fn carry<T>(
            self,
            exchange: impl Future<Output = Result<T, BoxError>>,
            is_taken: impl Fn() -> bool,
        ) -> Result<T, BoxError> {
            let mut exchange = pin!(exchange);
            poll_fn(|cx| self.step(exchange.as_mut(), &is_taken, cx)).await
        }

        /// Holds the state meanwhile, so that nobody can say "unsent" of a request that is just being handed over,
        /// should a layer have spawned the exchange.
        fn step<T>(
            &self,
            exchange: Pin<&mut impl Future<Output = Result<T, BoxError>>>,
            is_taken: impl Fn() -> bool,
            cx: &mut Context<'_>,
        ) -> Poll<Result<T, BoxError>> {
            let Some(call) = &self.call else { return exchange.poll(cx) };
            let mut state = call.sending().state();
            if state.given_up >= self.number {
                return Poll::Ready(Err(Error::connect("the call was given up before").into()));
            }
            let outcome = exchange.poll(cx);
            if is_taken() {
                state.taken = state.taken.max(self.number);
            }
            outcome
        }
    }
}
