use http::{HeaderMap, StatusCode};

use crate::{Api, Endpoint, Idempotency, Operation, Request, Response, Result, Vendor};

/// What a success returned, and what came with it: the output of an operation that was made
/// [`detailed`](Operation::detailed).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Answer<T> {
    /// What the operation returns by itself.
    pub output: T,
    /// The id to quote to the vendor's support.
    pub request_id: Option<String>,
    /// The status of the response.
    pub status: StatusCode,
    /// The headers of the response.
    pub headers: HeaderMap,
}

/// An operation that returns its [`Answer`], see [`Operation::detailed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Detailed<O>(pub(crate) O);

impl<O: Operation> Operation for Detailed<O> {
    type Output = Answer<O::Output>;
    type Api = O::Api;
    const NAME: &'static str = O::NAME;
    const IDEMPOTENCY: Idempotency = O::IDEMPOTENCY;

    fn idempotency(&self) -> Idempotency {
        self.0.idempotency()
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.encode(endpoint)
    }

    fn decode(&self, response: &Response) -> Result<Self::Output> {
        self.0.decode(response).map(|output| Answer::new::<O::Api>(output, response))
    }

    fn interpret(&self, response: &Response) -> Result<Self::Output> {
        self.0.interpret(response).map(|output| Answer::new::<O::Api>(output, response))
    }
}

impl<T> Answer<T> {
    fn new<A: Api>(output: T, response: &Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self { output, request_id: A::Vendor::request_id(&headers).map(str::to_owned), status, headers }
    }
}
