use std::{
    error::Error as _,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{Buf as _, Bytes};
use futures_util::TryStreamExt as _;
use http_body::Body;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper_util::client::legacy;
use tower::Service;

use crate::{BoxError, Error, KeepOpen, OpenBody, Request, Response, Result};

mod connector;
mod link;
mod pool;
mod tls;
#[cfg(feature = "proxy")]
mod via;

pub use pool::HyperTransport;
pub(crate) use pool::Settings;

/// The largest body of a response that is read unless another limit is set: 8 MiB.
const BODY_LIMIT: usize = 8 << 20;

/// Reads the body of every response whole, so that any HTTP client service over streaming bodies, with its
/// layers, can be a [`Transport`](crate::Transport).
///
/// The body is read as part of the attempt: one that is cut short is a failed attempt. Only that of a request
/// marked with [`KeepOpen`] is left to whoever takes the [`OpenBody`].
///
/// It does not see when a connection takes a request, as [`HyperTransport`] does: a call that a limit cuts off counts as
/// one that may have taken effect.
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

/// What hyper-util says about a connection tells whether anything was sent.
fn classify(error: impl Into<BoxError>) -> BoxError {
    match error.into().downcast::<legacy::Error>() {
        Ok(error) if error.is_connect() && is_plain(&*error) => Error::no_tls(*error).into(),
        Ok(error) if was_not_sent(&error) => {
            let limit = connector::limit_of(&*error);
            Error::connect(*error).and_limit(limit).into()
        }
        Ok(error) => Error::transport(*error).into(),
        Err(other) => other,
    }
}

/// Whether no connection took the request, or one gave it back as it was.
fn was_not_sent(error: &legacy::Error) -> bool {
    let given_back = error.source().and_then(|source| source.downcast_ref().map(hyper::Error::is_canceled));
    error.connect_info().is_none() || given_back.unwrap_or_default()
}

/// Whether the other side answered a TLS handshake with something else. An `io::Error` does not show what it
/// holds among its sources.
#[cfg(feature = "tls")]
fn is_plain(error: &(dyn std::error::Error + 'static)) -> bool {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return matches!(tls, rustls::Error::InvalidMessage(_));
    }
    let held = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    held.is_some_and(|held| is_plain(held)) || error.source().is_some_and(is_plain)
}

#[cfg(not(feature = "tls"))]
fn is_plain(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}

fn too_large(head: http::response::Parts, limit: usize) -> BoxError {
    let error = Error::decode(format!("the body is larger than the limit of {limit} bytes"));
    error.and_response(&Response::from_parts(head, Bytes::new())).into()
}
