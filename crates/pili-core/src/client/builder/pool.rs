//! What holds for the pooled connections that a client can be built on.

use std::time::Duration;

use super::ClientBuilder;
use crate::{Api, Client, HyperTransport, Result, transport::Settings};

/// For the pooled connections of [`build`](Self::build) and [`hyper_transport`](Self::hyper_transport); a transport
/// of the caller's has its own limits.
impl<A: Api> ClientBuilder<A> {
    /// Limits the making of a connection, from looking up the name to the end of the TLS handshake: 3 s by
    /// default; `None` leaves it to the limit on the attempt.
    ///
    /// A connection that takes longer is an error of kind [`Connect`](crate::ErrorKind::Connect) with
    /// [`Limit::Connect`](crate::Limit::Connect): the call surely did not happen, so that it is repeated whatever
    /// it is.
    pub fn connect_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        let timeout = timeout.into();
        self.pooled(|pool| pool.connect_timeout = timeout)
    }

    /// Uses no connection again that was idle for longer: 25 s by default, below the limits of common servers;
    /// `None` keeps connections until the server closes them.
    ///
    /// Such a connection is closed when it is next looked at: at the latest after twice the time.
    pub fn idle_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        let timeout = timeout.into();
        self.pooled(|pool| pool.idle_timeout = timeout)
    }

    /// Keeps at most so many idle connections to a host: 256 by default; 0 makes a connection for each attempt.
    ///
    /// How many are in use at a time is not limited: put tower's `ConcurrencyLimitLayer` around the client for that.
    pub fn max_idle_per_host(self, connections: usize) -> Self {
        self.pooled(|pool| pool.idle_per_host = connections)
    }

    /// Limits the body of a response, in bytes: 8 MiB by default.
    pub fn body_limit(self, bytes: usize) -> Self {
        self.pooled(|pool| pool.body_limit = bytes)
    }

    /// Calls through a proxy, or none. None is used unless it is set here: the environment is not read.
    ///
    /// A proxy that cannot be reached, or that refuses to connect (407 or 502 to a tunnel, say), is an error of kind
    /// [`Connect`](crate::ErrorKind::Connect) that names it: the call surely did not happen. What a proxy answers to
    /// a call that it forwards, to an http endpoint, looks like an answer of the service; only its 407 does not.
    ///
    /// ```
    /// use pili_core::{Api, ClientBuilder, Proxy, Result};
    ///
    /// fn through<A: Api>(builder: ClientBuilder<A>) -> Result<ClientBuilder<A>> {
    ///     Ok(builder.proxy(Proxy::new("http://proxy.example:3128")?))
    /// }
    ///
    /// // As the environment of the program says, for one who wants that.
    /// fn as_told<A: Api>(builder: ClientBuilder<A>) -> Result<ClientBuilder<A>> {
    ///     Ok(builder.proxy(Proxy::from_variables(|name| std::env::var(name).ok())?))
    /// }
    /// # Ok::<(), pili_core::Error>(())
    /// ```
    #[cfg(feature = "proxy")]
    pub fn proxy(self, proxy: impl Into<Option<crate::Proxy>>) -> Self {
        let proxy = proxy.into();
        self.pooled(|pool| pool.proxy = proxy)
    }

    fn pooled(mut self, set: impl FnOnce(&mut Settings)) -> Self {
        set(&mut self.pool);
        self
    }

    /// The transport that [`build`](Self::build) finishes on, for layers around each attempt: put them around it,
    /// and finish with [`transport`](Self::transport).
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn hyper_transport(&self) -> Result<HyperTransport> {
        HyperTransport::with(&self.endpoint, &self.pool)
    }

    /// Finishes on pooled HTTP connections.
    ///
    /// # Errors
    /// When the endpoint is https and TLS is not compiled in, or the platform has no root certificates.
    pub fn build(self) -> Result<Client<A>> {
        let transport = self.hyper_transport()?;
        Ok(self.transport(transport))
    }
}
