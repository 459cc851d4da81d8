use crate::{
    Api, ApiError, Detailed, Endpoint, Error, Request, Response, Result,
    vendor::{Vendor, VendorOf},
};

/// One call of an API, as a value: it knows its request and how to read the answer, and does no I/O.
///
/// Whatever a vendor crate lacks, a caller can write as an operation of its own.
///
/// ```
/// use pili_core::{Api, ApiError, Endpoint, Idempotency, Operation, Reason, Request, Response, Result, decode_json};
/// # use std::marker::PhantomData;
///
/// /// The titles of a hub; there are none of a hub that does not exist.
/// struct Titles<A> {
///     hub: String,
/// #   api: PhantomData<A>,
/// }
///
/// impl<A: Api> Operation for Titles<A> {
///     type Output = Vec<String>;
///     type Api = A;
///     const NAME: &'static str = "pili.hub.titles";
///     const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
///
///     fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
///         endpoint.url().path(["v2", "hubs", &self.hub, "titles"]).get()
///     }
///
///     fn decode(&self, response: &Response) -> Result<Vec<String>> {
///         decode_json(response)
///     }
///
///     fn recover(&self, error: &ApiError) -> Option<Vec<String>> {
///         (error.reason == Reason::NotFound).then(Vec::new)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no call that a client can send",
    note = "a noun builds calls: `stream.info()`, `stream.create()`, `room.users()`; send what such a method returns"
)]
pub trait Operation {
    /// What a success returns.
    type Output;
    /// Which product's call this is.
    type Api: Api;
    /// The name in traces and errors: `pili.stream.create`. Example: [`Operation`].
    const NAME: &'static str;
    /// Whether the call may be sent twice. Every operation states it: the HTTP method does not tell.
    /// Example: [`Operation`].
    const IDEMPOTENCY: Idempotency;

    /// Whether this very value may be sent twice, where that depends on its arguments.
    ///
    /// ```
    /// use std::marker::PhantomData;
    /// use pili_core::{Api, Endpoint, Idempotency, Operation, Request, Response, Result};
    ///
    /// /// Saves under a name, twice the same file; without one the service invents a name each time.
    /// struct Save<A>(Option<String>, PhantomData<A>);
    ///
    /// impl<A: Api> Operation for Save<A> {
    ///     type Output = ();
    ///     type Api = A;
    ///     const NAME: &'static str = "pili.save";
    ///     const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;
    ///
    ///     fn idempotency(&self) -> Idempotency {
    ///         if self.0.is_some() { Idempotency::Idempotent } else { Self::IDEMPOTENCY }
    ///     }
    ///
    ///     fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
    ///         endpoint.url().path(["save"]).query_some("name", self.0.as_ref()).get()
    ///     }
    ///
    ///     fn decode(&self, _: &Response) -> Result<()> {
    ///         Ok(())
    ///     }
    /// }
    /// ```
    fn idempotency(&self) -> Idempotency {
        Self::IDEMPOTENCY
    }

    /// The unsigned request. Example: [`Operation`].
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid), naming the field and the rule it breaks.
    fn encode(&self, endpoint: &Endpoint) -> Result<Request>;

    /// Reads a success (200 to 299). Example: [`Operation`].
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when the body is not of the documented shape.
    fn decode(&self, response: &Response) -> Result<Self::Output>;

    /// Turns an error that is really an answer ("not live") into one. Example: [`Operation`].
    fn recover(&self, _error: &ApiError) -> Option<Self::Output> {
        None
    }

    /// Reads any response; what [`Client::send`](crate::Client::send) calls.
    ///
    /// ```
    /// use std::fmt::Debug;
    /// use pili_core::{Operation, Response};
    ///
    /// /// A test of an operation needs no server.
    /// fn reads<O: Operation<Output: Debug + PartialEq>>(operation: O, body: &'static str, output: O::Output) {
    ///     let response = Response::new(body.into());
    ///     assert_eq!(operation.interpret(&response).unwrap(), output);
    /// }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Api`](crate::ErrorKind::Api) when the service refused,
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when a success is no answer of this API, and those of
    /// [`decode`](Self::decode).
    fn interpret(&self, response: &Response) -> Result<Self::Output> {
        if !response.status().is_success() {
            let error = VendorOf::<Self>::error(response);
            return self.recover(&error).ok_or_else(|| Error::api::<Self::Api>(error, response));
        }
        let output = if VendorOf::<Self>::is_answer(response) {
            self.decode(response)
        } else {
            Err(Error::no_answer())
        };
        output.map_err(|error| error.of_answer::<Self::Api>(response))
    }

    /// The same call, returning besides its output the request id, the status and the headers of the answer.
    ///
    /// ```
    /// use pili_core::{Client, Operation, Result};
    ///
    /// async fn logged<O: Operation>(client: Client<O::Api>, operation: O) -> Result<O::Output> {
    ///     let answer = client.send(operation.detailed()).await?;
    ///     println!("{}: {} as {:?}", O::NAME, answer.status, answer.request_id);
    ///     Ok(answer.output)
    /// }
    /// ```
    fn detailed(self) -> Detailed<Self>
    where
        Self: Sized,
    {
        Detailed(self)
    }
}

impl<O: Operation + ?Sized> Operation for &O {
    type Output = O::Output;
    type Api = O::Api;
    const NAME: &'static str = O::NAME;
    const IDEMPOTENCY: Idempotency = O::IDEMPOTENCY;

    fn idempotency(&self) -> Idempotency {
        (**self).idempotency()
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        (**self).encode(endpoint)
    }

    fn decode(&self, response: &Response) -> Result<Self::Output> {
        (**self).decode(response)
    }

    fn recover(&self, error: &ApiError) -> Option<Self::Output> {
        (**self).recover(error)
    }

    fn interpret(&self, response: &Response) -> Result<Self::Output> {
        (**self).interpret(response)
    }
}

/// Whether sending the same operation twice does the same as sending it once.
///
/// Example: [`CallInfo::is_in_doubt`](crate::CallInfo::is_in_doubt).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Idempotency {
    /// It does: the call is repeated after any passing fault.
    Idempotent,
    /// It may not: the call is repeated only when it surely did not happen.
    NonIdempotent,
}
