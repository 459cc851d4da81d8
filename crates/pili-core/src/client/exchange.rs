use std::future::poll_fn;

use futures_util::FutureExt as _;
use http::{HeaderValue, header::USER_AGENT};
use pili_auth::SignError;
use tracing::Instrument as _;

use super::{Client, trace};
use crate::{
    Api, CallInfo, Deadline, Error, Operation, Request, Response, Result, Transport, error::RequestLine, sign,
};

// A future is moved as a whole, several times before it begins. So a request is in one place of it: what is begun with
// one is a function that gives a future, where an `async fn` would hold it twice.
impl<A: Api, S: Transport> Client<A, S> {
    /// The whole of a call: what `send` and the tower service do.
    #[allow(clippy::manual_async_fn, reason = "as above: an `async fn` would hold the operation twice")]
    pub(super) fn exchange<O>(
        mut self,
        operation: O,
    ) -> impl Future<Output = Result<O::Output>> + use<A, S, O>
    where
        O: Operation<Api = A>,
    {
        async move {
            let span = trace::call::<O>(&self.endpoint);
            let call = CallInfo::new(&operation, self.timeout.and_then(Deadline::after));
            let outcome = self.repeat(&operation, &call).instrument(span.clone()).await;
            let outcome = outcome.map_err(|error| error.in_call(&call, self.request_line(&operation)));
            trace::end(&span, &call, &outcome);
            outcome
        }
    }

    async fn repeat<O: Operation<Api = A>>(&mut self, operation: &O, call: &CallInfo) -> Result<O::Output> {
        let mut retry = self.stack.retry.clone();
        loop {
            let request = operation.encode(&self.endpoint)?;
            call.begin_attempt();
            let span = trace::attempt(&request, &self.endpoint, call);
            let outcome = match span.in_scope(|| self.attempt(request, call)) {
                Ok(attempt) => attempt.instrument(span.clone()).await,
                Err(unsigned) => Err(unsigned.into()),
            };
            trace::end_attempt::<A>(&span, &outcome);
            match retry.wait_after(&outcome, call) {
                Some(wait) => wait.await,
                None => return operation.interpret(&outcome?),
            }
        }
    }

    /// For an error alone: encoding once more costs less than keeping it for every call.
    fn request_line(&self, operation: &impl Operation) -> Option<RequestLine> {
        operation.encode(&self.endpoint).ok().map(|request| RequestLine::of(&request))
    }

    fn attempt<'a>(
        &'a mut self,
        mut request: Request,
        call: &'a CallInfo,
    ) -> Result<impl Future<Output = Result<Response>> + use<'a, A, S>, SignError> {
        prepare(&mut request, call);
        let signed = self.stack.sign(&mut request)?;
        let transport = &mut self.transport;
        let exchange = async move {
            poll_fn(|cx| transport.poll_ready(cx)).await?;
            call.accept();
            transport.call(request).await
        };
        Ok(self.stack.limited(exchange, call).map(|outcome| {
            let response = outcome?.map_err(|error: S::Error| Error::from_transport(error))?;
            Ok(sign::explain(response, signed))
        }))
    }
}

fn prepare(request: &mut Request, call: &CallInfo) {
    const AGENT: HeaderValue = HeaderValue::from_static(concat!("pili-rs/", env!("CARGO_PKG_VERSION")));
    request.headers_mut().entry(USER_AGENT).or_insert(AGENT);
    request.extensions_mut().insert(call.clone());
}
