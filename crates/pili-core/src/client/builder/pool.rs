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
    /// it is. Example: [`ClientBuilder::build`].
    pub fn connect_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        let timeout = timeout.into();
        self.pooled(|pool| pool.connect_timeout = timeout)
    }

    /// Uses no connection again that was idle for longer: 25 s by default, below the limits of common servers;
    /// `None` keeps connections until the server closes them.
    ///
    /// Such a connection is closed when it is next looked at: at the latest after twice the time.
    /// Example: [`ClientBuilder::build`].
    pub fn idle_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        let timeout = timeout.into();
        self.pooled(|pool| pool.idle_timeout = timeout)
    }

    /// Keeps at most so many idle connections to a host: 256 by default; 0 makes a connection for each attempt.
    ///
    /// How many are in use at a time is not limited: put tower's `ConcurrencyLimitLayer` around the client for that.
    /// Example: [`ClientBuilder::build`].
    pub fn max_idle_per_host(self, connections: usize) -> Self {
        self.pooled(|pool| pool.idle_per_host = connections)
    }

    /// Limits the body of a response, in bytes: 8 MiB by default. Example: [`ClientBuilder::build`].
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
    /// ```
    /// use pili_core::{Api, Client, ClientBuilder, Request, Result};
    /// use tower::{Layer, util::MapRequestLayer};
    ///
    /// /// Each attempt with a header of one's own, over the pool.
    /// fn marked<A: Api>(builder: ClientBuilder<A>) -> Result<Client<A>> {
    ///     let mark = MapRequestLayer::new(|mut request: Request| {
    ///         request.headers_mut().insert("x-team", http::HeaderValue::from_static("live"));
    ///         request
    ///     });
    ///     let transport = builder.hyper_transport()?;
    ///     Ok(builder.transport(mark.layer(transport)))
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn hyper_transport(&self) -> Result<HyperTransport> {
        HyperTransport::with(&self.endpoint, &self.pool)
    }

    /// Finishes on pooled HTTP connections.
    ///
    /// ```
    /// use std::time::Duration;
    /// use pili_core::{Api, Client, Result, auth::Signer};
    ///
    /// /// For a worker beside the service, whose answers are small.
    /// fn client<A: Api>(signer: impl Signer + 'static) -> Result<Client<A>> {
    ///     Client::builder(A::ENDPOINT)
    ///         .signer(signer)
    ///         .connect_timeout(Duration::from_secs(1))
    ///         .idle_timeout(Duration::from_secs(10))
    ///         .max_idle_per_host(32)
    ///         .body_limit(1 << 20)
    ///         .build()
    /// }
    /// ```
    ///
    /// # Errors
    /// When the endpoint is https and TLS is not compiled in, or the platform has no root certificates.
    pub fn build(self) -> Result<Client<A>> {
        let transport = self.hyper_transport()?;
        Ok(self.transport(transport))
    }
}
