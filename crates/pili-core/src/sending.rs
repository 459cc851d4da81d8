//! How far the request of an attempt came, which tells what a time limit that was reached means.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::SeqCst};

use crate::{CallInfo, Error, Limit};

/// What is known of it: told by [`Client::send`](crate::Client::send) and by transports that see when a connection
/// takes a request. Where nobody tells, a request counts as sent. Every step of a call comes by here: there is no lock.
#[derive(Debug, Default)]
pub(crate) struct Sending {
    /// The latest attempt that the client's transport had room for.
    accepted: AtomicU32,
    /// How many attempts came to a transport that tells.
    told: AtomicU32,
    /// Changes as a whole, so that no attempt is both taken and given up.
    ends: AtomicU64,
}

/// The latest attempts that came to an end.
#[derive(Clone, Copy)]
struct Ends {
    /// That a connection took, or may be taking just now.
    taken: u32,
    /// That was said to be unsent, and therefore must stay so.
    given_up: u32,
}

impl Ends {
    fn of(bits: u64) -> Self {
        Self { taken: (bits >> 32) as u32, given_up: bits as u32 }
    }

    fn bits(self) -> u64 {
        u64::from(self.taken) << 32 | u64::from(self.given_up)
    }
}

impl Sending {
    /// What there was before, unless the change declines.
    fn end(&self, change: impl Fn(Ends) -> Option<Ends>) -> Option<Ends> {
        let change = |bits| change(Ends::of(bits)).map(Ends::bits);
        self.ends.fetch_update(SeqCst, SeqCst, change).ok().map(Ends::of)
    }
}

impl CallInfo {
    /// Marks that the attempt waits until there is room for it.
    pub(crate) fn wait(&self) {
        self.sending().accepted.store(self.attempts().saturating_sub(1), SeqCst);
    }

    /// Marks that the attempt is handed to the client's transport.
    pub(crate) fn accept(&self) {
        self.sending().accepted.store(self.attempts(), SeqCst);
    }

    /// The error of a call, or of its latest attempt, that a limit cut off.
    ///
    /// A layer that repeats or doubles requests by itself makes the counts differ: then nothing is sure.
    pub(crate) fn cut_off(&self, limit: Limit) -> Error {
        let (sending, attempts) = (self.sending(), self.attempts());
        if sending.accepted.load(SeqCst) < attempts {
            return Error::not_begun(limit);
        }
        let given_up = |ends: Ends| (ends.taken != attempts).then_some(Ends { given_up: attempts, ..ends });
        if sending.told.load(SeqCst) == attempts && sending.end(given_up).is_some() {
            Error::not_connected(limit)
        } else {
            Error::timeout(limit)
        }
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

    use super::{Ends, SeqCst};
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
            if let Some(call) = &call {
                call.sending().told.fetch_add(1, SeqCst);
            }
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

        /// It counts as taken meanwhile, so that nobody can say "unsent" of a request that is just being handed over,
        /// should a layer have spawned the exchange.
        fn step<T>(
            &self,
            exchange: Pin<&mut impl Future<Output = Result<T, BoxError>>>,
            is_taken: impl Fn() -> bool,
            cx: &mut Context<'_>,
        ) -> Poll<Result<T, BoxError>> {
            let Some(call) = &self.call else { return exchange.poll(cx) };
            let number = self.number;
            let taken = |ends: Ends| {
                (ends.given_up < number).then_some(Ends { taken: ends.taken.max(number), ..ends })
            };
            let Some(Ends { taken: before, .. }) = call.sending().end(taken) else {
                return Poll::Ready(Err(Error::connect("the call was given up before").into()));
            };
            let outcome = exchange.poll(cx);
            if !is_taken() {
                call.sending().end(|ends| (ends.taken == number).then_some(Ends { taken: before, ..ends }));
            }
            outcome
        }
    }
}
