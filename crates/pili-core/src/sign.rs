use std::{
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::SystemTime,
};

use http::StatusCode;
use pili_auth::{Clock, SignError, Signer, StringToSign};
use tower::{Layer, Service};

use crate::{BoxError, Request, Response};

/// Signs every request that passes, with the time at which it passes.
///
/// Belongs inside the retries, so that each attempt has a fresh signature.
///
/// ```
/// use pili_core::{BoxTransport, RetryPolicy, SignLayer, Transport, auth::{Clock, Signer}};
/// use tower::ServiceBuilder;
///
/// /// The standard stack by hand, to put layers of one's own in between.
/// fn stack(transport: impl Transport, signer: impl Signer + 'static, clock: Clock) -> BoxTransport {
///     let sign = SignLayer::new(signer).clock(clock);
///     BoxTransport::new(ServiceBuilder::new().layer(RetryPolicy::repeats(2)).layer(sign).service(transport))
/// }
/// ```
#[derive(Clone, Debug)]
pub struct SignLayer {
    signer: Arc<dyn Signer>,
    clock: Clock,
}

impl SignLayer {
    /// Signs with the system's time. Example: [`SignLayer`].
    pub fn new(signer: impl Signer + 'static) -> Self {
        Self { signer: Arc::new(signer), clock: Clock::system() }
    }

    /// Signs with the time of `clock`. Example: [`SignLayer`].
    pub fn clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }
}

impl<S> Layer<S> for SignLayer {
    type Service = SignService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        SignService { layer: self.clone(), inner }
    }
}

/// The service of a [`SignLayer`].
///
/// Example: [`SignLayer`].
#[derive(Clone, Debug)]
pub struct SignService<S> {
    layer: SignLayer,
    inner: S,
}

impl<S> Service<Request> for SignService<S>
where
    S: Service<Request, Response = Response, Error: Into<BoxError>, Future: Send + 'static>,
{
    type Response = Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        match self.layer.sign(&mut request) {
            Err(error) => Box::pin(std::future::ready(Err(error.into()))),
            Ok(signed) => {
                let exchange = self.inner.call(request);
                Box::pin(async move { Ok(explain(exchange.await.map_err(Into::into)?, signed)) })
            }
        }
    }
}

/// Marks a request that is authorised by what it holds already, such as a token in its query: it is sent without a
/// signature. Rides in its extensions.
///
/// ```
/// use pili_core::{Request, Unsigned};
/// let request = Unsigned::mark(Request::new(bytes::Bytes::new()));
/// assert!(Unsigned::is_asked(&request));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unsigned;

impl Unsigned {
    /// Marks a request. Example: [`Unsigned`].
    pub fn mark(mut request: Request) -> Request {
        request.extensions_mut().insert(Self);
        request
    }

    /// Whether a request is marked. Example: [`Unsigned`].
    pub fn is_asked(request: &Request) -> bool {
        request.extensions().get::<Self>().is_some()
    }
}

impl SignLayer {
    /// What was signed; nothing of a request that is [`Unsigned`].
    pub(crate) fn sign(&self, request: &mut Request) -> Result<Option<Signed>, SignError> {
        if Unsigned::is_asked(request) {
            return Ok(None);
        }
        let at = self.clock.now();
        self.signer.sign(request, at)?;
        Ok(request.extensions_mut().remove::<StringToSign>().map(|text| Signed { text, at }))
    }
}

/// What was signed, and the time that was used. Left in the extensions of a response that refuses a
/// signature (401 or 403), for [`Error::string_to_sign`](crate::Error::string_to_sign).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The exact text.
    pub text: StringToSign,
    /// The time it was signed with.
    pub at: SystemTime,
}

pub(crate) fn explain(mut response: Response, signed: Option<Signed>) -> Response {
    let refused = matches!(response.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
    if let Some(signed) = signed.filter(|_| refused) {
        response.extensions_mut().insert(signed);
    }
    response
}
