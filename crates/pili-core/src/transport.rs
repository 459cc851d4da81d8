use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{Buf as _, Bytes};
use futures_util::TryStreamExt as _;
use http_body::Body;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use tower::Service;

use crate::{BoxError, CallInfo, Error, KeepOpen, OpenBody, Request, Response, Result};

mod connector;
mod link;
mod pool;
mod tls;
#[cfg(feature = "proxy")]
mod via;

pub(crate) use connector::limit_of;
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
///
/// ```
/// use bytes::Bytes;
/// use http_body_util::Full;
/// use pili_core::{Api, BoxError, BufferBody, Client};
///
/// /// Over any HTTP service of streaming bodies; here one that answers by itself.
/// fn client<A: Api>() -> Client<A> {
///     let answer = |_: http::Request<Full<Bytes>>| async {
///         Ok::<_, BoxError>(http::Response::new(Full::new(Bytes::from_static(b"{}"))))
///     };
///     Client::new(A::ENDPOINT, BufferBody::new(tower::service_fn(answer)).body_limit(1 << 20)).boxed()
/// }
/// ```
#[derive(Clone, Debug)]
pub struct BufferBody<S> {
    inner: S,
    limit: usize,
}

impl<S> BufferBody<S> {
    /// Reads bodies of up to 8 MiB. Example: [`BufferBody`].
    pub fn new(inner: S) -> Self {
        Self { inner, limit: BODY_LIMIT }
    }

    /// Reads bodies of up to `bytes` bytes; a larger one is an error of kind
    /// [`Decode`](crate::ErrorKind::Decode), which is not repeated. Example: [`BufferBody`].
    pub fn body_limit(self, bytes: usize) -> Self {
        Self { limit: bytes, ..self }
    }
}

impl<S> BufferBody<S> {
    /// What [`call`](Service::call) does, not yet in a box.
    fn exchange<B>(&mut self, request: Request) -> impl Future<Output = Exchanged> + Send + use<S, B>
    where
        S: Service<http::Request<Full<Bytes>>, Response = http::Response<B>, Error: Into<BoxError>>,
        S::Future: Send + 'static,
        B: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
    {
        let limit = self.limit;
        let keep_open = KeepOpen::is_asked(&request);
        let call = CallInfo::of(&request).cloned();
        let exchange = self.inner.call(request.map(Full::new));
        async move {
            let (head, body) = exchange.await.map_err(classify)?.into_parts();
            if keep_open && head.status.is_success() {
                return Ok(left_open(head, body));
            }
            match Limited::new(body, limit).collect().await {
                Ok(body) => Ok(Response::from_parts(head, body.to_bytes())),
                Err(error) if error.is::<LengthLimitError>() => Err(too_large(head, limit, call.as_ref())),
                Err(error) => Err(Error::transport(error).into()),
            }
        }
    }
}

type Exchanged = Result<Response, BoxError>;

impl<S, B> Service<Request> for BufferBody<S>
where
    S: Service<http::Request<Full<Bytes>>, Response = http::Response<B>, Error: Into<BoxError>>,
    S::Future: Send + 'static,
    B: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
    Self: 'static,
{
    type Response = Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Exchanged> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx).map_err(classify)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        Box::pin(self.exchange(request))
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

fn too_large(head: http::response::Parts, limit: usize, call: Option<&CallInfo>) -> BoxError {
    let error = Error::decode(format!("the body is larger than the limit of {limit} bytes"));
    let is_refusal = call.is_some_and(|call| call.is_refusal(head.status));
    let request_id = call.and_then(|call| call.request_id(&head.headers));
    error.and_head(head.status, is_refusal, request_id).into()
}
