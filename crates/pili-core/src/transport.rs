use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::{Buf as _, Bytes};
use futures_util::TryStreamExt as _;
use http_body::Body;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper_util::{
    client::legacy::{self, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use tower::Service;

use crate::{BoxError, Endpoint, Error, KeepOpen, OpenBody, Request, Response, Result};

/// The largest body of a response that is read unless another limit is set: 8 MiB.
pub(crate) const BODY_LIMIT: usize = 8 << 20;

/// Reads the body of every response whole, so that any HTTP client service over streaming bodies, with its
/// layers, can be a [`Transport`](crate::Transport).
///
/// The body is read as part of the attempt: one that is cut short is a failed attempt. Only that of a request
/// marked with [`KeepOpen`] is left to whoever takes the [`OpenBody`].
#[derive(Clone, Debug)]
pub struct BufferBody<S> {
    inner: S,
    limit: usize,
}

impl<S> BufferBody<S> {
    /// Reads bodies of up to 8 MiB.
    pub fn new(inner: S) -> Self {
        Self { inner, limit: BODY_LIMIT }
    }

    /// Reads bodies of up to `bytes` bytes; a larger one is an error of kind
    /// [`Decode`](crate::ErrorKind::Decode), which is not repeated.
    pub fn body_limit(self, bytes: usize) -> Self {
        Self { limit: bytes, ..self }
    }
}

impl<S, B> Service<Request> for BufferBody<S>
where
    S: Service<http::Request<Full<Bytes>>, Response = http::Response<B>, Error: Into<BoxError>>,
    S::Future: Send + 'static,
    B: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    type Response = Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx).map_err(classify)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let limit = self.limit;
        let keep_open = KeepOpen::is_asked(&request);
        let exchange = self.inner.call(request.map(Full::new));
        Box::pin(async move {
            let (head, body) = exchange.await.map_err(classify)?.into_parts();
            if keep_open && head.status.is_success() {
                return Ok(left_open(head, body));
            }
            match Limited::new(body, limit).collect().await {
                Ok(body) => Ok(Response::from_parts(head, body.to_bytes())),
                Err(error) if error.is::<LengthLimitError>() => Err(too_large(head, limit)),
                Err(error) => Err(Error::transport(error).into()),
            }
        })
    }
}

/// A response whose body is read by whoever takes it.
fn left_open<B>(mut head: http::response::Parts, body: B) -> Response
where
    B: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let chunks = body.into_data_stream().map_ok(|mut data| data.copy_to_bytes(data.remaining()));
    head.extensions.insert(OpenBody::new(chunks.map_err(Error::transport)));
    Response::from_parts(head, Bytes::new())
}

fn classify(error: impl Into<BoxError>) -> BoxError {
    Error::from_transport(error).into()
}

fn too_large(head: http::response::Parts, limit: usize) -> BoxError {
    let error = Error::decode(format!("the body is larger than the limit of {limit} bytes"));
    error.and_response(&Response::from_parts(head, Bytes::new())).into()
}

#[cfg(feature = "tls")]
type Connector = hyper_rustls::HttpsConnector<HttpConnector>;
#[cfg(not(feature = "tls"))]
type Connector = HttpConnector;

/// Pooled HTTP/1.1 connections, over TLS where the endpoint asks for it: the transport of
/// [`ClientBuilder::build`](crate::ClientBuilder::build).
///
/// A connection must be made within 3 s; an idle one is closed after 25 s, below the limits of common
/// servers.
#[derive(Clone, Debug)]
pub struct HyperTransport(BufferBody<legacy::Client<Connector, Full<Bytes>>>);

impl HyperTransport {
    const CONNECT: Duration = Duration::from_secs(3);
    const IDLE: Duration = Duration::from_secs(25);

    /// A pool that can serve `endpoint`.
    ///
    /// # Errors
    /// When the endpoint is https and TLS is not compiled in, or the platform has no root certificates.
    pub fn new(endpoint: &Endpoint) -> Result<Self> {
        let mut tcp = HttpConnector::new();
        tcp.set_connect_timeout(Some(Self::CONNECT));
        tcp.set_nodelay(true);
        let client = legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Self::IDLE)
            .build(connector(tcp, endpoint)?);
        Ok(Self(BufferBody::new(client)))
    }

    pub(crate) fn body_limit(self, bytes: usize) -> Self {
        Self(self.0.body_limit(bytes))
    }
}

/// The provider is passed, never installed, so no process-wide default is needed or touched.
#[cfg(feature = "tls")]
fn connector(mut tcp: HttpConnector, endpoint: &Endpoint) -> Result<Connector> {
    tcp.enforce_http(false);
    let provider = rustls::crypto::ring::default_provider();
    let builder = hyper_rustls::HttpsConnectorBuilder::new();
    let builder = if endpoint.is_https() {
        builder.with_provider_and_native_roots(provider).map_err(Error::roots)?
    } else {
        builder.with_tls_config(without_roots(provider)?)
    };
    Ok(builder.https_or_http().enable_http1().wrap_connector(tcp))
}

/// A plain endpoint works on a machine that has no certificates.
#[cfg(feature = "tls")]
fn without_roots(provider: rustls::crypto::CryptoProvider) -> Result<rustls::ClientConfig> {
    let config =
        rustls::ClientConfig::builder_with_provider(provider.into()).with_safe_default_protocol_versions();
    let config = config.map_err(Error::roots)?;
    Ok(config.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth())
}

#[cfg(not(feature = "tls"))]
fn connector(tcp: HttpConnector, endpoint: &Endpoint) -> Result<Connector> {
    if endpoint.is_https() {
        return Err(Error::invalid("endpoint", "must be http: the feature `tls` is not enabled"));
    }
    Ok(tcp)
}

impl Service<Request> for HyperTransport {
    type Response = Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        self.0.call(request)
    }
}
