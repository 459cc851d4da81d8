use std::{fmt, future::Future, marker::PhantomData, time::Duration};

use tower::Layer;

use crate::{Api, BoxTransport, Endpoint, Operation, Result, Transport};

mod builder;
mod exchange;
mod pages;
mod service;
mod stack;
mod task;
mod trace;

use self::stack::Stack;

pub use builder::ClientBuilder;

/// Sends the operations of one API to an endpoint. Cheap to clone; clones share the pool and the retry budget.
///
/// Each product's crate names its own: `pili::live::Client`. It is a tower service too, from operations to their
/// outputs: what goes around whole calls (a buffer, a rate limit, a cache) goes around the client, what goes
/// around each attempt goes around its transport, see [`layer`](Self::layer).
///
/// ```
/// # use std::convert::Infallible;
/// # use pili_core::{Api, ApiError, Client, Endpoint, Request, Response, Vendor};
/// # enum Pili {}
/// # impl Api for Pili {
/// #     type Vendor = Self;
/// #     const NAME: &'static str = "pili";
/// #     const ENDPOINT: Endpoint = Endpoint::from_static("https://pili.qiniuapi.com");
/// # }
/// # impl Vendor for Pili {
/// #     fn is_answer(_: &Response) -> bool { true }
/// #     fn error(response: &Response) -> ApiError { ApiError::new(response.status(), response.body()) }
/// #     fn request_id(_: &http::HeaderMap) -> Option<&str> { None }
/// # }
/// // Any tower service will do for a transport, for example a closure as a mock.
/// let answer = |_: Request| async { Ok::<_, Infallible>(Response::new("{}".into())) };
/// let client = Client::<Pili, _>::new(Pili::ENDPOINT, tower::service_fn(answer));
/// ```
pub struct Client<A, S = BoxTransport> {
    endpoint: Endpoint,
    transport: S,
    stack: Stack,
    timeout: Option<Duration>,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> Client<A> {
    /// The limit on a whole call unless [`with_timeout`](Self::with_timeout) sets another.
    ///
    /// Example: [`with_timeout`](Self::with_timeout).
    pub const TIMEOUT: Duration = Duration::from_secs(30);

    /// Starts a client of the standard stack: retries, signature, limit on the attempt, transport.
    ///
    /// ```
    /// use pili_core::{Api, Client, Endpoint, Transport, auth::{Clock, Signer}};
    ///
    /// /// Over a transport of one's own, with the time of a clock that is right.
    /// fn client<A: Api>(transport: impl Transport, signer: impl Signer + 'static, clock: Clock) -> Client<A> {
    ///     let local = Endpoint::from_static("http://127.0.0.1:8935");
    ///     Client::builder(A::ENDPOINT).endpoint(local).signer(signer).clock(clock).transport(transport)
    /// }
    /// ```
    pub fn builder(endpoint: Endpoint) -> ClientBuilder<A> {
        ClientBuilder::new(endpoint)
    }
}

impl<A: Api, S: Transport> Client<A, S> {
    /// A client over `transport` as it is: nothing is signed or repeated, and no attempt is limited. What it fails
    /// with is read by the table of [`Transport`]. Example: [`Client`].
    pub fn new(endpoint: Endpoint, transport: S) -> Self {
        Self::of(endpoint, transport, Stack::default())
    }

    fn of(endpoint: Endpoint, transport: S, stack: Stack) -> Self {
        Self { endpoint, transport, stack, timeout: Some(Client::<A>::TIMEOUT), api: PhantomData }
    }

    /// Puts a layer around each attempt: it sees every one, signed. What must see a whole call once goes around
    /// the client, which is a service of operations.
    ///
    /// ```
    /// use pili_core::{Api, Client, Request};
    /// use tower::util::MapRequestLayer;
    ///
    /// /// Tells every attempt to a gateway by a header.
    /// fn marked<A: Api>(client: Client<A>) -> Client<A> {
    ///     let mark = MapRequestLayer::new(|mut request: Request| {
    ///         request.headers_mut().insert("x-team", http::HeaderValue::from_static("live"));
    ///         request
    ///     });
    ///     client.layer(mark).boxed()
    /// }
    /// ```
    pub fn layer<L: Layer<S, Service: Transport>>(self, layer: L) -> Client<A, L::Service> {
        self.map(|transport| layer.layer(transport))
    }

    /// Limits the whole call, all attempts and waits included; `None` lifts the limit. For one call with a
    /// limit of its own: `client.clone().with_timeout(..).send(..)`.
    ///
    /// ```
    /// use pili_core::{Api, Client, Operation, Result};
    ///
    /// /// A call that may take its time, beside others that may not.
    /// async fn patient<A: Api, O: Operation<Api = A>>(client: &Client<A>, operation: O) -> Result<O::Output> {
    ///     client.clone().with_timeout(Client::<A>::TIMEOUT * 4).send(operation).await
    /// }
    /// ```
    pub fn with_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        Self { timeout: timeout.into(), ..self }
    }

    /// Sends the calls somewhere else, such as to a local service: the one line that tells a program in
    /// production from one on a developer's machine.
    ///
    /// ```
    /// use pili_core::{Api, Client, Endpoint};
    ///
    /// fn local<A: Api>(client: Client<A>) -> Client<A> {
    ///     let client = client.with_endpoint(Endpoint::from_static("http://127.0.0.1:8935"));
    ///     assert_eq!(client.endpoint().port(), 8935);
    ///     client
    /// }
    /// ```
    pub fn with_endpoint(self, endpoint: Endpoint) -> Self {
        Self { endpoint, ..self }
    }

    /// The same client for another API that is served at the same endpoint under the same signature.
    ///
    /// ```
    /// use pili_core::{Api, Client};
    ///
    /// /// Two APIs of a vendor's over one pool of connections.
    /// fn two<A: Api, B: Api<Vendor = A::Vendor>>(client: Client<A>) -> (Client<A>, Client<B>) {
    ///     (client.clone(), client.for_api())
    /// }
    /// ```
    pub fn for_api<B: Api>(self) -> Client<B, S> {
        let Self { endpoint, transport, stack, timeout, .. } = self;
        Client { endpoint, transport, stack, timeout, api: PhantomData }
    }

    /// The same client, its transport's type forgotten. Example: [`Client::layer`].
    pub fn boxed(self) -> Client<A> {
        self.map(BoxTransport::new)
    }

    /// Where the calls go. Example: [`Client::builder`].
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Sends an operation, owned or borrowed. The future borrows nothing from the client, so it can be spawned.
    ///
    /// ```
    /// use pili_core::{Api, Client, Operation, Result};
    ///
    /// /// Two calls at the same time, of any product.
    /// async fn both<A: Api, O: Operation<Api = A>>(client: Client<A>, one: O, other: O) -> Result<(O::Output, O::Output)> {
    ///     let (one, other) = (client.send(one), client.send(other));
    ///     tokio::try_join!(one, other)
    /// }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Panics
    /// When it is polled outside a tokio runtime with timers, unless the client has no limits.
    pub fn send<O: Operation<Api = A>>(
        &self,
        operation: O,
    ) -> impl Future<Output = Result<O::Output>> + use<A, O, S> {
        self.clone().exchange(operation)
    }

    fn map<T>(self, change: impl FnOnce(S) -> T) -> Client<A, T> {
        let Self { endpoint, transport, stack, timeout, .. } = self;
        Client { endpoint, transport: change(transport), stack, timeout, api: PhantomData }
    }
}

impl<A, S: Clone> Clone for Client<A, S> {
    fn clone(&self) -> Self {
        Self {
            endpoint: self.endpoint.clone(),
            transport: self.transport.clone(),
            stack: self.stack.clone(),
            timeout: self.timeout,
            api: PhantomData,
        }
    }
}

impl<A: Api, S> fmt::Debug for Client<A, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { endpoint, timeout, .. } = self;
        f.debug_struct("Client")
            .field("api", &A::NAME)
            .field("endpoint", endpoint)
            .field("timeout", timeout)
            .finish_non_exhaustive()
    }
}
