use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

use pili_auth::{Clock, Signer};

#[cfg(feature = "hyper")]
mod pool;

use super::{Client, stack::Stack};
use crate::{Api, Endpoint, RetryPolicy, SignLayer, Transport};

/// Builds a client of the standard stack. The setters may come in any order.
///
/// ```
/// use std::time::Duration;
/// use pili_core::{Api, ClientBuilder, RetryPolicy};
///
/// /// For a request of a user, who does not wait.
/// fn quick<A: Api>(builder: ClientBuilder<A>) -> ClientBuilder<A> {
///     builder.attempt_timeout(Duration::from_secs(2)).retry(RetryPolicy::repeats(1))
/// }
/// ```
///
/// It is finished by [`transport`](Self::transport), or by `build` of the feature `hyper`.
#[must_use = "a builder does nothing until it is finished with `build` or `transport`"]
pub struct ClientBuilder<A> {
    endpoint: Endpoint,
    signer: Option<Arc<dyn Signer>>,
    clock: Clock,
    retry: RetryPolicy,
    attempt_timeout: Option<Duration>,
    #[cfg(feature = "hyper")]
    pool: crate::transport::Settings,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> ClientBuilder<A> {
    pub(super) fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            signer: None,
            clock: Clock::system(),
            retry: RetryPolicy::default(),
            attempt_timeout: Some(Duration::from_secs(10)),
            #[cfg(feature = "hyper")]
            pool: crate::transport::Settings::default(),
            api: PhantomData,
        }
    }

    /// Sends the calls somewhere else than to the endpoint it was started with, such as to a local service.
    /// Example: [`Client::builder`].
    pub fn endpoint(self, endpoint: Endpoint) -> Self {
        Self { endpoint, ..self }
    }

    /// Signs every attempt. Example: [`Client::builder`].
    pub fn signer(self, signer: impl Signer + 'static) -> Self {
        Self { signer: Some(Arc::new(signer)), ..self }
    }

    /// Signs with the time of `clock` instead of the system's. Example: [`Client::builder`].
    pub fn clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Repeats by another policy than the default.
    ///
    /// ```
    /// use std::time::Duration;
    /// use pili_core::{Api, ClientBuilder, RetryPolicy};
    ///
    /// /// For a nightly job, which has time.
    /// fn patient<A: Api>(builder: ClientBuilder<A>) -> ClientBuilder<A> {
    ///     builder.retry(RetryPolicy::with_waits(8, Duration::from_millis(200), Duration::from_secs(20)))
    /// }
    /// ```
    pub fn retry(self, retry: RetryPolicy) -> Self {
        Self { retry, ..self }
    }

    /// Limits each attempt, from connecting to the last byte of the body: 10 s by default; `None` lifts it.
    ///
    /// An attempt that it cuts off before a connection took the request surely did not happen, where the transport can
    /// tell, as that of `build` does. Example: [`ClientBuilder`].
    pub fn attempt_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        Self { attempt_timeout: timeout.into(), ..self }
    }

    /// Finishes on a transport of the caller's. What it fails with is read by the table of [`Transport`].
    /// Example: [`Client::builder`].
    pub fn transport(self, transport: impl Transport) -> Client<A> {
        let sign = self.signer.map(|signer| SignLayer::new(signer).clock(self.clock));
        let stack = Stack { sign, retry: self.retry, attempt_timeout: self.attempt_timeout };
        Client::of(self.endpoint, transport, stack).boxed()
    }
}

impl<A: Api> fmt::Debug for ClientBuilder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { endpoint, signer, retry, attempt_timeout, .. } = self;
        let mut f = f.debug_struct("ClientBuilder");
        f.field("api", &A::NAME)
            .field("endpoint", endpoint)
            .field("signer", signer)
            .field("retry", retry)
            .field("attempt_timeout", attempt_timeout);
        #[cfg(feature = "hyper")]
        f.field("pool", &self.pool);
        f.finish_non_exhaustive()
    }
}
