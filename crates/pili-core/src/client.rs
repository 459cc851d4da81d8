use std::{fmt, future::Future, time::Duration};

use futures_util::{StreamExt as _, stream};
use http::{HeaderValue, header::USER_AGENT};
use tokio::time::{Instant, timeout_at};
use tower::{Layer, ServiceExt as _, util::BoxCloneSyncService};
use tracing::{Instrument as _, Span, field::Empty};

use crate::{
    BoxError, Deadline, Endpoint, Error, Items, Limit, Operation, OperationName, Paginated, Request,
    Response, Result, Transport,
    error::{self, CallFacts, RequestLine},
    retry::Attempts,
};

mod attempt;
mod builder;

pub use builder::ClientBuilder;

/// The service of a [`Client`] whose type does not matter.
pub type BoxTransport = BoxCloneSyncService<Request, Response, BoxError>;

/// Sends operations to an endpoint. Cheap to clone; clones share the pool and the retry budget.
///
/// ```
/// # use std::convert::Infallible;
/// use pili_core::{Client, Endpoint, Request, Response};
///
/// // Any tower service will do for a transport, for example a closure as a mock.
/// let answer = |_: Request| async { Ok::<_, Infallible>(Response::new("{}".into())) };
/// let client = Client::new(Endpoint::parse("https://pili.qiniuapi.com")?, tower::service_fn(answer));
/// # Ok::<(), pili_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Client<S = BoxTransport> {
    endpoint: Endpoint,
    service: S,
    timeout: Option<Duration>,
}

impl Client {
    /// Starts a client of the standard stack: retries, signature, limit on the attempt, transport.
    pub fn builder(endpoint: Endpoint) -> ClientBuilder {
        ClientBuilder::new(endpoint)
    }
}

impl<S: Transport> Client<S> {
    /// The limit on a whole call unless [`with_timeout`](Self::with_timeout) sets another.
    pub const TIMEOUT: Duration = Duration::from_secs(30);

    /// A client over `service` as it is: nothing is added, not even a signature. If it is a bare transport, its
    /// errors go through [`Error::from_transport`]; what is left foreign counts as a layer's.
    pub fn new(endpoint: Endpoint, service: S) -> Self {
        Self { endpoint, service, timeout: Some(Self::TIMEOUT) }
    }

    /// Puts a layer around whole calls, outside the retries. What must see each attempt goes around the
    /// transport before that is handed to the client.
    pub fn layer<L: Layer<S, Service: Transport>>(self, layer: L) -> Client<L::Service> {
        Client { endpoint: self.endpoint, service: layer.layer(self.service), timeout: self.timeout }
    }

    /// Limits the whole call, all attempts and waits included; `None` lifts the limit. For one call with a
    /// limit of its own: `client.clone().with_timeout(..).send(..)`.
    pub fn with_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        Self { timeout: timeout.into(), ..self }
    }

    /// The same client, its service's type forgotten.
    pub fn boxed(self) -> Client {
        let service = BoxCloneSyncService::new(self.service.map_err(Into::into));
        Client { endpoint: self.endpoint, service, timeout: self.timeout }
    }

    /// Where the calls go.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Sends an operation, owned or borrowed. The future borrows nothing from the client, so it can be spawned.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send<O: Operation>(&self, operation: O) -> impl Future<Output = Result<O::Output>> + use<O, S> {
        let client = self.clone();
        async move {
            let span = tracing::debug_span!(
                "call",
                operation = O::NAME,
                host = client.endpoint.host(),
                method = Empty,
                path = Empty,
                status = Empty,
                request_id = Empty,
                attempts = Empty,
            );
            let call = Call::new::<O>(&operation);
            client.exchange(operation, call, &span).instrument(span.clone()).await
        }
    }

    /// The entries of a list, page by page as they are asked for.
    pub fn items<O>(&self, first: O) -> Items<O::Item>
    where
        O: Paginated<Output: Send, Item: Send> + Send + Sync + 'static,
    {
        let entries = |page: Result<Vec<O::Item>>| match page {
            Ok(entries) => stream::iter(entries.into_iter().map(Ok).collect::<Vec<_>>()),
            Err(error) => stream::iter(vec![Err(error)]),
        };
        Items::new(self.pages(first).flat_map(entries))
    }

    /// The pages of a list as they are asked for.
    pub fn pages<O>(&self, first: O) -> Items<Vec<O::Item>>
    where
        O: Paginated<Output: Send, Item: Send> + Send + Sync + 'static,
    {
        let client = self.clone();
        Items::new(stream::unfold(Ok(Some(first)), move |next| {
            let client = client.clone();
            async move {
                match next {
                    Ok(None) => None,
                    Ok(Some(operation)) => Some(client.page(operation).await),
                    Err(error) => Some((Err(error), Ok(None))),
                }
            }
        }))
    }

    async fn page<O: Paginated>(self, operation: O) -> (Result<Vec<O::Item>>, Result<Option<O>>) {
        match self.send(&operation).await {
            Err(error) => (Err(error), Ok(None)),
            Ok(page) => {
                let (items, next) = operation.next_page(page);
                if next.as_ref() != Some(&operation) {
                    return (Ok(items), Ok(next));
                }
                let error = Error::decode("the list leads back to the same page");
                (Ok(items), Err(error.in_call(Call::new(&operation).into_facts())))
            }
        }
    }

    async fn exchange<O: Operation>(self, operation: O, mut call: Call, span: &Span) -> Result<O::Output> {
        let outcome = self.attempt(&operation, &mut call, span).await.and_then(|response| {
            span.record("status", response.status().as_u16());
            span.record("request_id", error::request_id(response.headers()));
            operation.interpret(response)
        });
        span.record("attempts", call.attempts.count());
        outcome.map_err(|error| error.in_call(call.into_facts()))
    }

    async fn attempt<O: Operation>(self, operation: &O, call: &mut Call, span: &Span) -> Result<Response> {
        let mut request = operation.encode(&self.endpoint)?;
        call.line = Some(RequestLine::of(&request));
        span.record("method", request.method().as_str());
        span.record("path", request.uri().path());
        let deadline = self.timeout.and_then(|limit| Instant::now().checked_add(limit));
        prepare::<O>(&mut request, operation, call, deadline);
        let exchange = carry(self.service, request, &call.attempts);
        let outcome = match (deadline, self.timeout) {
            (Some(deadline), Some(limit)) => {
                let in_time = timeout_at(deadline, exchange).await;
                in_time.map_err(|_| call.attempts.cut_off(Limit::Call(limit)))?
            }
            _ => exchange.await,
        };
        outcome.map_err(|error| Error::from_service(error.into()))
    }
}

impl<S> fmt::Debug for Client<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { endpoint, timeout, .. } = self;
        f.debug_struct("Client").field("endpoint", endpoint).field("timeout", timeout).finish_non_exhaustive()
    }
}

/// A call that waits until the service has room for it is not sent yet.
async fn carry<S: Transport>(
    mut service: S,
    request: Request,
    attempts: &Attempts,
) -> Result<Response, S::Error> {
    let service = service.ready().await?;
    attempts.accept();
    service.call(request).await
}

/// What is known of a call while it runs.
struct Call {
    facts: CallFacts,
    line: Option<RequestLine>,
    attempts: Attempts,
}

impl Call {
    fn new<O: Operation>(operation: &O) -> Self {
        let idempotency = operation.idempotency();
        let facts =
            CallFacts { operation: O::NAME, idempotency, request_line: None, attempts: 0, in_doubt: false };
        Self { facts, line: None, attempts: Attempts::default() }
    }

    fn into_facts(self) -> CallFacts {
        let attempts = if self.line.is_some() { self.attempts.count() } else { 0 };
        CallFacts { request_line: self.line, attempts, in_doubt: self.attempts.in_doubt(), ..self.facts }
    }
}

fn prepare<O: Operation>(request: &mut Request, operation: &O, call: &Call, deadline: Option<Instant>) {
    const AGENT: HeaderValue = HeaderValue::from_static(concat!("pili-rs/", env!("CARGO_PKG_VERSION")));
    request.headers_mut().entry(USER_AGENT).or_insert(AGENT);
    let extensions = request.extensions_mut();
    extensions.insert(OperationName(O::NAME));
    extensions.insert(operation.idempotency());
    extensions.insert(call.attempts.clone());
    if let Some(deadline) = deadline {
        extensions.insert(Deadline(deadline));
    }
}
