use tokio::time::Instant;

use crate::{ApiError, Endpoint, Error, Request, Response, Result};

/// How a vendor's API tells errors: one empty type per vendor.
pub trait Api {
    /// Reads a response that is no success. Must accept any body.
    fn error(response: &Response) -> ApiError;
}

/// One call of an API, as a value: it knows its request and how to read the answer, and does no I/O.
///
/// Whatever a vendor crate lacks, a caller can write as an operation of its own.
pub trait Operation {
    /// What a success returns.
    type Output;
    /// Whose API this is.
    type Api: Api;
    /// The name in traces and errors: `pili.stream.create`.
    const NAME: &'static str;

    /// Whether this very value may be sent twice. Every operation states it: the HTTP method does not tell.
    fn idempotency(&self) -> Idempotency;

    /// The unsigned request.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid), naming the field and the rule it breaks.
    fn encode(&self, endpoint: &Endpoint) -> Result<Request>;

    /// Reads a success (200 to 299).
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when the body is not of the documented shape.
    fn decode(&self, response: Response) -> Result<Self::Output>;

    /// Turns an error that is really an answer ("not live") into one.
    fn recover(&self, _error: &ApiError) -> Option<Self::Output> {
        None
    }

    /// Reads any response; what [`Client::send`](crate::Client::send) calls.
    ///
    /// # Errors
    /// [`ErrorKind::Api`](crate::ErrorKind::Api) when the service refused, and those of [`decode`](Self::decode).
    fn interpret(&self, response: Response) -> Result<Self::Output> {
        if response.status().is_success() {
            return self.decode(response);
        }
        let error = Self::Api::error(&response);
        self.recover(&error).ok_or_else(|| Error::api(error, &response))
    }
}

impl<O: Operation + ?Sized> Operation for &O {
    type Output = O::Output;
    type Api = O::Api;
    const NAME: &'static str = O::NAME;

    fn idempotency(&self) -> Idempotency {
        (**self).idempotency()
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        (**self).encode(endpoint)
    }

    fn decode(&self, response: Response) -> Result<Self::Output> {
        (**self).decode(response)
    }

    fn recover(&self, error: &ApiError) -> Option<Self::Output> {
        (**self).recover(error)
    }

    fn interpret(&self, response: Response) -> Result<Self::Output> {
        (**self).interpret(response)
    }
}

/// Whether sending the same operation twice does the same as sending it once.
///
/// Rides in the extensions of every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Idempotency {
    /// It does: the call is repeated after any passing fault.
    Idempotent,
    /// It may not: the call is repeated only when it surely did not happen.
    NonIdempotent,
}

/// The operation's name. Rides in the extensions of every request, for layers that count or log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperationName(pub &'static str);

/// When the limit on the whole call ends, on tokio's clock. Rides in the extensions of a request that has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline(pub Instant);
