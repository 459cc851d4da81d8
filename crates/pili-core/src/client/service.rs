use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use tower::Service;

use super::Client;
use crate::{Api, Error, Operation, Result, Transport};

/// A client as a tower service: a typed call in, its typed answer out.
impl<A, S, O> Service<O> for Client<A, S>
where
    A: Api,
    S: Transport,
    O: Operation<Api = A> + Send + Sync + 'static,
{
    type Response = O::Output;
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<O::Output>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.transport.poll_ready(cx).map_err(Error::from_transport)
    }

    fn call(&mut self, operation: O) -> Self::Future {
        let fresh = self.clone();
        let ready = std::mem::replace(self, fresh);
        Box::pin(ready.exchange(operation))
    }
}
