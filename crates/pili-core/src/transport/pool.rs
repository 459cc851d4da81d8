use std::{
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::{
    client::legacy::{self, connect::capture_connection},
    rt::{TokioExecutor, TokioTimer},
};
use tower::Service;

use super::{BODY_LIMIT, BufferBody, connector::Connector};
use crate::{BoxError, Endpoint, Request, Response, Result, sending::Attempt};

/// Pooled HTTP/1.1 connections, over TLS where the endpoint asks for it: the transport of
/// [`ClientBuilder::build`](crate::ClientBuilder::build), whose setters tell its limits.
///
/// It sees when a connection takes a request, so that a call which a limit cuts off before that surely did not happen:
/// such an error is of kind [`Connect`](crate::ErrorKind::Connect).
#[derive(Clone, Debug)]
pub struct HyperTransport {
    pool: BufferBody<Pool>,
    #[cfg(feature = "proxy")]
    proxies: super::via::Proxies,
}

/// A pool whose clones are counts: hyper-util's own holds the connector.
#[derive(Clone, Debug)]
struct Pool(Arc<legacy::Client<Connector, Full<Bytes>>>);

impl Service<http::Request<Full<Bytes>>> for Pool {
    type Response = http::Response<Incoming>;
    type Error = legacy::Error;
    type Future = legacy::ResponseFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), legacy::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Full<Bytes>>) -> legacy::ResponseFuture {
        self.0.request(request)
    }
}

type Exchange = Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send>>;

/// What a [`ClientBuilder`](crate::ClientBuilder) sets of its pool.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) body_limit: usize,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) idle_per_host: usize,
    #[cfg(feature = "proxy")]
    pub(crate) proxy: Option<crate::Proxy>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            body_limit: BODY_LIMIT,
            connect_timeout: Some(Duration::from_secs(3)),
            idle_timeout: Some(Duration::from_secs(25)),
            idle_per_host: 256,
            #[cfg(feature = "proxy")]
            proxy: None,
        }
    }
}

impl Settings {
    #[cfg(feature = "proxy")]
    pub(super) fn has_https_proxy(&self) -> bool {
        self.proxy.as_ref().is_some_and(crate::Proxy::is_https)
    }

    #[cfg(not(feature = "proxy"))]
    pub(super) fn has_https_proxy(&self) -> bool {
        false
    }
}

impl HyperTransport {
    /// A pool that can serve `endpoint`, with the limits of a [`ClientBuilder`](crate::ClientBuilder) that nobody set.
    /// [`ClientBuilder::hyper_transport`](crate::ClientBuilder::hyper_transport) makes one with others.
    ///
    /// # Errors
    /// When the endpoint is https and TLS is not compiled in, or the platform has no root certificates.
    pub fn new(endpoint: &Endpoint) -> Result<Self> {
        Self::with(endpoint, &Settings::default())
    }

    pub(crate) fn with(endpoint: &Endpoint, settings: &Settings) -> Result<Self> {
        let client = legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(settings.idle_timeout)
            .pool_max_idle_per_host(settings.idle_per_host)
            .build(Connector::new(endpoint, settings)?);
        Ok(Self {
            pool: BufferBody::new(Pool(Arc::new(client))).body_limit(settings.body_limit),
            #[cfg(feature = "proxy")]
            proxies: super::via::Proxies::new(settings.proxy.as_ref()),
        })
    }
}

impl Service<Request> for HyperTransport {
    type Response = Response;
    type Error = BoxError;
    type Future = Exchange;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.pool.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let attempt = Attempt::of(&request);
        let connection = capture_connection(&mut request);
        #[cfg(feature = "proxy")]
        let via = self.proxies.forwarder(&mut request);
        let exchange = self.pool.exchange(request);
        #[cfg(feature = "proxy")]
        let exchange = super::via::unless_refused(via, exchange);
        Box::pin(attempt.carry(exchange, move || connection.connection_metadata().is_some()))
    }
}
