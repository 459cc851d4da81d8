use bytes::Bytes;
use tower::Service;

/// A request with its whole body.
///
/// Example: [`CallInfo`](crate::CallInfo).
pub type Request = http::Request<Bytes>;

/// A response with its whole body.
///
/// Example: [`Client`](crate::Client).
pub type Response = http::Response<Bytes>;

/// Any error of a layer or a transport.
///
/// Example: [`BufferBody`](crate::BufferBody).
pub type BoxError = tower::BoxError;

/// A service that can carry a client's requests. Implemented for every service that fits.
///
/// One call is one exchange: a transport follows no redirects and repeats nothing, since what fails later would
/// hide what was done before. It may fail with any error. Under a [`ClientBuilder`](crate::ClientBuilder) and
/// inside a [`RetryPolicy`](crate::RetryPolicy), the first cause that is known in the error's chain of
/// [sources](std::error::Error::source), outermost first, says what that means:
///
/// | cause | read as | may have taken effect |
/// |---|---|---|
/// | an [`Error`](crate::Error) of this crate | what it is | what it says |
/// | an [`io::Error`](std::io::Error): connection refused, host or network unreachable, network down, address not available; a failure to connect of hyper-util's pool, which reqwest is built on (feature `hyper`) | [`Connect`](crate::ErrorKind::Connect) | no |
/// | `Overloaded`, which tower's load shedding fails with | [`not_sent`](crate::Error::not_sent) | no |
/// | `Elapsed` of tower or tokio | [`Timeout`](crate::ErrorKind::Timeout) | yes |
/// | anything else: reset, aborted, timed out, a pipe or a body that breaks, an error nobody knows | [`Transport`](crate::ErrorKind::Transport) | yes |
///
/// All of these are passing, so they are repeated as [`RetryPolicy`](crate::RetryPolicy) tells. A transport that
/// knows better, that a name was not resolved for example, says so with
/// [`Error::connect`](crate::Error::connect), [`transport`](crate::Error::transport) or
/// [`not_sent`](crate::Error::not_sent). A text that it fails with goes into logs: it should not hold the URL's
/// query, which may be a secret.
///
/// A layer around the client, outside the retries, is no transport: what it fails with is
/// [`Middleware`](crate::ErrorKind::Middleware).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot carry this client's requests",
    note = "it must be a `Service<http::Request<Bytes>, Response = http::Response<Bytes>>` that is `Clone + Send + Sync + 'static`, with an error that is `Into<BoxError>` and a future that is `Send`",
    note = "a service over streaming bodies goes under `BufferBody`; one that is not `Clone` goes under tower's `BufferLayer`"
)]
pub trait Transport:
    Service<Request, Response = Response, Error: Into<BoxError>, Future: Send + 'static>
    + Clone
    + Send
    + Sync
    + 'static
{
}

impl<S> Transport for S where
    S: Service<Request, Response = Response, Error: Into<BoxError>, Future: Send + 'static>
        + Clone
        + Send
        + Sync
        + 'static
{
}
