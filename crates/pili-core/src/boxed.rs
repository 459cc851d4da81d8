use std::{
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use tower::Service;

use crate::{BoxError, CallInfo, Request, Response, Transport};

/// A [`Transport`] whose type does not matter: that of a [`Client`](crate::Client) unless said otherwise. Cheap
/// to clone.
///
/// It takes every call; one that the transport is not ready for waits as part of the attempt.
#[derive(Clone)]
pub struct BoxTransport(Arc<dyn Erased>);

type Exchange = Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send>>;

trait Erased: Send + Sync {
    fn exchange(&self, request: Request) -> Exchange;
}

impl<S: Transport> Erased for S {
    fn exchange(&self, request: Request) -> Exchange {
        let mut transport = self.clone();
        Box::pin(async move {
            let call = CallInfo::of(&request).cloned();
            call.iter().for_each(CallInfo::wait);
            poll_fn(|cx| transport.poll_ready(cx)).await.map_err(Into::into)?;
            call.iter().for_each(CallInfo::accept);
            transport.call(request).await.map_err(Into::into)
        })
    }
}

impl BoxTransport {
    /// Forgets the type of a transport. Example: [`SignLayer`](crate::SignLayer).
    pub fn new(transport: impl Transport) -> Self {
        Self(Arc::new(transport))
    }
}

impl Service<Request> for BoxTransport {
    type Response = Response;
    type Error = BoxError;
    type Future = Exchange;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Exchange {
        self.0.exchange(request)
    }
}

impl fmt::Debug for BoxTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BoxTransport(..)")
    }
}
