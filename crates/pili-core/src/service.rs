use bytes::Bytes;
use tower::Service;

/// A request with its whole body.
pub type Request = http::Request<Bytes>;

/// A response with its whole body.
pub type Response = http::Response<Bytes>;

/// Any error of a layer or a transport.
pub type BoxError = tower::BoxError;

/// A service that can carry a client's requests. Implemented for every service that fits.
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
