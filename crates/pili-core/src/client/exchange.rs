use std::future::poll_fn;

use http::{HeaderValue, header::USER_AGENT};
use tracing::Instrument as _;

use super::{Client, trace};
use crate::{
    Api, CallInfo, Deadline, Error, Operation, Request, Response, Result, Transport, error::RequestLine, sign,
};

impl<A: Api, S: Transport> Client<A, S> {
    /// The whole of a call: what `send` and the tower service do.
    pub(super) async fn exchange<O: Operation<Api = A>>(mut self, operation: O) -> Result<O::Output> {
        let span = trace::call::<O>(&self.endpoint);
        let call = CallInfo::new(&operation, self.timeout.and_then(Deadline::after));
        let outcome = self.repeat(&operation, &call).instrument(span.clone()).await;
        let outcome = outcome.map_err(|error| error.in_call(&call, self.request_line(&operation)));
        trace::end(&span, &call, &outcome);
        outcome
    }

    async fn repeat<O: Operation<Api = A>>(&mut self, operation: &O, call: &CallInfo) -> Result<O::Output> {
        let mut retry = self.stack.retry.clone();
        loop {
            let request = operation.encode(&self.endpoint)?;
            let outcome = self.traced(request, call).await;
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

    async fn traced(&mut self, request: Request, call: &CallInfo) -> Result<Response> {
        call.begin_attempt();
        let span = trace::attempt(&request, &self.endpoint, call);
        let outcome = self.attempt(request, call).instrument(span.clone()).await;
        trace::end_attempt::<A>(&span, &outcome);
        outcome
    }

    async fn attempt(&mut self, mut request: Request, call: &CallInfo) -> Result<Response> {
        prepare(&mut request, call);
        let signed = self.stack.sign(&mut request)?;
        let transport = &mut self.transport;
        let exchange = async {
            poll_fn(|cx| transport.poll_ready(cx)).await?;
            call.accept();
            transport.call(request).await
        };
        let response = self.stack.limited(exchange, call).await?;
        let response = response.map_err(|error: S::Error| Error::from_transport(error))?;
        Ok(sign::explain(response, signed))
    }
}

fn prepare(request: &mut Request, call: &CallInfo) {
    const AGENT: HeaderValue = HeaderValue::from_static(concat!("pili-rs/", env!("CARGO_PKG_VERSION")));
    request.headers_mut().entry(USER_AGENT).or_insert(AGENT);
    request.extensions_mut().insert(call.clone());
}
