use std::{sync::Arc, time::Duration};

use pili_auth::{Clock, Signer};
use tower::{BoxError, ServiceBuilder, retry::RetryLayer, timeout::TimeoutLayer};

use super::Client;
use crate::{Endpoint, Error, Limit, RetryPolicy, SignLayer, Transport};

/// Builds a client of the standard stack. The setters may come in any order.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until it is finished with `build` or `transport`"]
pub struct ClientBuilder {
    endpoint: Endpoint,
    signer: Option<Arc<dyn Signer>>,
    clock: Clock,
    retry: RetryPolicy,
    attempt_timeout: Option<Duration>,
    #[cfg(feature = "hyper")]
    body_limit: usize,
}

impl ClientBuilder {
    pub(super) fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            signer: None,
            clock: Clock::system(),
            retry: RetryPolicy::default(),
            attempt_timeout: Some(Duration::from_secs(10)),
            #[cfg(feature = "hyper")]
            body_limit: crate::transport::BODY_LIMIT,
        }
    }

    /// Signs every attempt.
    pub fn signer(self, signer: impl Signer + 'static) -> Self {
        Self { signer: Some(Arc::new(signer)), ..self }
    }

    /// Signs with the time of `clock` instead of the system's.
    pub fn clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Repeats by another policy than the default.
    pub fn retry(self, retry: RetryPolicy) -> Self {
        Self { retry, ..self }
    }

    /// Limits each attempt, from connecting to the last byte of the body: 10 s by default; `None` lifts it.
    pub fn attempt_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        Self { attempt_timeout: timeout.into(), ..self }
    }

    /// Limits the body of a response, in bytes: 8 MiB by default. Holds for the transport of [`build`](Self::build).
    #[cfg(feature = "hyper")]
    pub fn body_limit(self, bytes: usize) -> Self {
        Self { body_limit: bytes, ..self }
    }

    /// Finishes on a transport of the caller's. What it fails with is read by the table of [`Transport`].
    pub fn transport(self, transport: impl Transport) -> Client {
        let limit = self.attempt_timeout;
        let sign = self.signer.map(|signer| SignLayer::new(signer).clock(self.clock));
        let service = ServiceBuilder::new()
            .layer(RetryLayer::new(self.retry))
            .map_err(BoxError::from)
            .option_layer(sign)
            .map_err(move |error: BoxError| name_limit(error, limit))
            .option_layer(limit.map(TimeoutLayer::new))
            .map_err(|error| BoxError::from(Error::from_transport(error)))
            .service(transport);
        Client::boxed(Client::new(self.endpoint, service))
    }

    /// Finishes on pooled HTTP connections.
    ///
    /// # Errors
    /// When the endpoint is https and TLS is not compiled in, or the platform has no root certificates.
    #[cfg(feature = "hyper")]
    pub fn build(self) -> crate::Result<Client> {
        let transport = crate::HyperTransport::new(&self.endpoint)?.body_limit(self.body_limit);
        Ok(self.transport(transport))
    }
}

/// tower's timeout does not say how long it was.
fn name_limit(error: BoxError, limit: Option<Duration>) -> BoxError {
    match limit {
        Some(limit) if error.is::<tower::timeout::error::Elapsed>() => {
            Error::timeout(Limit::Attempt(limit)).into()
        }
        _ => error,
    }
}
