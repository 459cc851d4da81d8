use std::{borrow::Cow, error::Error as StdError, fmt, time::Duration};

use http::{StatusCode, header::DATE};
use pili_auth::{SignError, StringToSign, names::NameError};

use crate::{
    Api, ApiError, BoxError, CallInfo, Idempotency, Operation, Reason, Response, Vendor, sign::Signed,
};

mod cause;
mod foreign;
mod request_line;
mod text;

pub(crate) use request_line::RequestLine;

/// Why a call failed, and what that means for the caller. One word wide.
///
/// [`kind`](Self::kind) says what to do; `Display` is complete in one line: the operation, what went wrong
/// (and where, if there was no answer of the API), whether the call may have taken effect, the request id.
/// Causes can be walked with [`source`](StdError::source).
///
/// ```
/// use std::time::Duration;
/// use pili_core::{Error, ErrorKind, Reason};
///
/// /// What a program does about an error.
/// fn advice(error: &Error) -> &'static str {
///     match (error.kind(), error.reason()) {
///         (_, Reason::AlreadyExists) => "somebody made it before: go on",
///         (ErrorKind::Invalid | ErrorKind::Sign, _) => "mend the program or its settings",
///         _ if error.may_have_taken_effect() => "look whether it happened before you repeat it",
///         _ if error.is_transient() => "try again later",
///         _ => "read what the service says",
///     }
/// }
/// assert_eq!(advice(&Error::connect("refused")), "try again later");
/// assert_eq!(advice(&Error::transport("reset")), "look whether it happened before you repeat it");
/// ```
pub struct Error(Box<Facts>);

/// What to do about an [`Error`].
///
/// Example: [`Error::kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An argument breaks a rule; nothing was sent. Mend the argument that [`Error::field`] names.
    Invalid,
    /// The request could not be signed; nothing was sent. Look at the credentials.
    Sign,
    /// No connection came about; nothing was sent. Look at host, network, proxy and certificates, and at
    /// [`Error::limit`] if it took too long.
    Connect,
    /// The exchange broke after it had begun, or the transport does not tell when it failed. The call may have
    /// taken effect.
    Transport,
    /// A limit was reached: [`Error::limit`] says which. The call may have taken effect, unless it still waited for
    /// its turn in a layer: [`Error::may_have_taken_effect`] tells.
    Timeout,
    /// The service answered with an error: [`Error::api_error`] has its words, [`Error::reason`] their meaning. The
    /// call did not take effect if the status is a refusal, as 4xx is, and may have after any other.
    Api,
    /// The answer could not be read: it may not even be the API's, but a page put in between. The call may
    /// have taken effect.
    Decode,
    /// A layer of the caller's failed; the source is its error. The call may have taken effect, unless the layer
    /// held it back: see [`Error::not_sent`].
    Middleware,
}

/// Which limit ended a call.
///
/// Example: [`Error::limit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// That on making a connection, see [`ClientBuilder::connect_timeout`](crate::ClientBuilder::connect_timeout).
    Connect(Duration),
    /// That on one attempt, see [`ClientBuilder::attempt_timeout`](crate::ClientBuilder::attempt_timeout).
    Attempt(Duration),
    /// That on the whole call, see [`Client::with_timeout`](crate::Client::with_timeout).
    Call(Duration),
}

struct Facts {
    kind: ErrorKind,
    field: Option<Cow<'static, str>>,
    message: Cow<'static, str>,
    limit: Option<Limit>,
    api: Option<ApiError>,
    status: Option<StatusCode>,
    request_id: Option<String>,
    signed: Option<Signed>,
    skew: Option<Skew>,
    /// Whether the call may succeed a little later.
    passing: bool,
    in_doubt: bool,
    call: Option<CallFacts>,
    source: Option<BoxError>,
}

/// What a client knows of the call that failed.
#[derive(Debug)]
struct CallFacts {
    operation: &'static str,
    idempotency: Idempotency,
    request_line: Option<RequestLine>,
    attempts: u32,
    /// Whether an attempt before the last may have done it.
    in_doubt: bool,
}

/// How far the service's clock is from the time a request was signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Skew {
    Behind(Duration),
    Ahead(Duration),
}

impl Error {
    /// An argument that breaks a rule: the field's name and "must …". Example: [`Error::field`].
    pub fn invalid(field: impl Into<Cow<'static, str>>, rule: impl Into<Cow<'static, str>>) -> Self {
        let mut error = Self::of(ErrorKind::Invalid, rule);
        error.0.field = Some(field.into());
        error
    }

    /// No connection came about, so that the call surely did not happen. Example: [`Error::api_error`].
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self::of(ErrorKind::Connect, "could not connect").because(source)
    }

    /// The exchange broke after it had begun. Example: [`Error::may_have_taken_effect`].
    pub fn transport(source: impl Into<BoxError>) -> Self {
        Self::of(ErrorKind::Transport, "the exchange broke").because(source)
    }

    /// Names the limit that was the reason, if one was.
    #[cfg(feature = "hyper")]
    pub(crate) fn and_limit(mut self, limit: Option<Limit>) -> Self {
        self.0.limit = limit;
        self
    }

    /// A layer held the call back, so that it surely did not happen: for circuit breakers, quotas and the like.
    /// Inside the retries it is repeated. Load shedding of tower's is read as this.
    ///
    /// ```
    /// # use pili_core::{Error, ErrorKind};
    /// let error = Error::not_sent("the circuit is open");
    /// assert_eq!((error.kind(), error.may_have_taken_effect()), (ErrorKind::Middleware, false));
    /// ```
    pub fn not_sent(source: impl Into<BoxError>) -> Self {
        let mut error = Self::of(ErrorKind::Middleware, "a layer held the call back").because(source);
        error.0.in_doubt = false;
        error.0.passing = true;
        error
    }

    /// A limit was reached. Example: [`Error::limit`].
    pub fn timeout(limit: Limit) -> Self {
        let mut error = Self::of(ErrorKind::Timeout, limit.to_string());
        error.0.limit = Some(limit);
        error
    }

    /// A limit was reached while the call waited until a layer had room for it.
    pub(crate) fn not_begun(limit: Limit) -> Self {
        let mut error = Self::timeout(limit);
        error.0.message = format!("{limit} before there was room for it").into();
        error.0.in_doubt = false;
        error
    }

    /// A limit was reached before a connection took the request.
    pub(crate) fn not_connected(limit: Limit) -> Self {
        let mut error = Self::of(ErrorKind::Connect, format!("could not connect: {limit}"));
        error.0.limit = Some(limit);
        error
    }

    /// The service answered with an error in `response`, which `error` was read from.
    ///
    /// ```
    /// use pili_core::{Api, ApiError, Error, ErrorKind, Response, Vendor};
    ///
    /// /// What an operation does that reads its answer itself.
    /// fn refused<A: Api>(response: &Response) -> Error {
    ///     let error = Error::api::<A>(A::Vendor::error(response), response);
    ///     assert_eq!(error.kind(), ErrorKind::Api);
    ///     error
    /// }
    /// ```
    pub fn api<A: Api>(error: ApiError, response: &Response) -> Self {
        let mut refused = Self::of(ErrorKind::Api, error.to_string());
        refused.0.request_id.clone_from(&error.request_id);
        refused.0.passing = A::Vendor::is_passing(response.status(), Idempotency::Idempotent);
        let mut refused = refused.of_answer::<A>(response);
        if let (Some(signed), Some(time)) = (&refused.0.signed, error.server_time) {
            refused.0.skew = Some(Skew::of(signed, time));
        }
        refused.0.api = Some(error);
        refused
    }

    /// The answer could not be read.
    ///
    /// ```
    /// use pili_core::{Error, ErrorKind};
    /// let error = Error::decode("the list has no entries");
    /// assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Decode, false));
    /// ```
    pub fn decode(message: impl Into<Cow<'static, str>>) -> Self {
        Self::of(ErrorKind::Decode, message)
    }

    #[cfg(feature = "tls")]
    pub(crate) fn roots(source: impl Into<BoxError>) -> Self {
        Self::invalid("root certificates", "must be installed on this machine for https").because(source)
    }

    /// A success that is no answer of the API at all.
    pub(crate) fn no_answer() -> Self {
        Self::decode(
            "the body is no answer of this API: is this really the service, or a page put in between?",
        )
    }

    /// Adds what `response` tells: its status and request id, and what was signed if it refuses a signature.
    pub(crate) fn of_answer<A: Api>(mut self, response: &Response) -> Self {
        let headers = response.headers();
        self = self.and_head(
            response.status(),
            A::Vendor::is_refusal(response.status()),
            A::Vendor::request_id(headers),
        );
        if let Some(signed) = response.extensions().get::<Signed>() {
            let date = headers.get(DATE).and_then(|date| date.to_str().ok());
            self.0.skew =
                date.and_then(|date| httpdate::parse_http_date(date).ok()).map(|d| Skew::of(signed, d));
            self.0.signed = Some(signed.clone());
        }
        self
    }

    pub(crate) fn and_head(mut self, status: StatusCode, is_refusal: bool, request_id: Option<&str>) -> Self {
        self.0.status = Some(status);
        self.0.in_doubt &= !is_refusal;
        if self.0.request_id.is_none() {
            self.0.request_id = request_id.map(str::to_owned);
        }
        self
    }

    /// What to do about it.
    ///
    /// ```
    /// use pili_core::{Error, ErrorKind};
    /// let error = Error::invalid("limit", "must be at least 1");
    /// assert_eq!(error.kind(), ErrorKind::Invalid);
    /// ```
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The argument that breaks a rule, for [`ErrorKind::Invalid`], or what could not be signed, for
    /// [`ErrorKind::Sign`].
    ///
    /// ```
    /// # use pili_core::Error;
    /// let error = Error::invalid("limit", "must be at least 1");
    /// assert_eq!(error.field(), Some("limit"));
    /// ```
    pub fn field(&self) -> Option<&str> {
        let sign_error = self.0.source.as_ref().and_then(|source| source.downcast_ref::<SignError>());
        self.0.field.as_deref().or(sign_error.map(SignError::field))
    }

    /// What the service said, for [`ErrorKind::Api`].
    ///
    /// ```
    /// # use pili_core::Error;
    /// /// The vendor's own words, to show to somebody who knows its pages.
    /// fn words(error: &Error) -> Option<&str> {
    ///     error.api_error()?.message.as_deref()
    /// }
    /// # assert!(words(&Error::connect("refused")).is_none());
    /// ```
    pub fn api_error(&self) -> Option<&ApiError> {
        self.0.api.as_ref()
    }

    /// The status of the response, if there was one.
    ///
    /// ```
    /// # use pili_core::Error;
    /// /// Whether a page of somebody else's was put in between: a redirect to log in, for example.
    /// fn is_redirect(error: &Error) -> bool {
    ///     error.status().is_some_and(|status| status.is_redirection())
    /// }
    /// # assert!(!is_redirect(&Error::connect("refused")));
    /// ```
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The id to quote to the vendor's support.
    ///
    /// ```
    /// # use pili_core::Error;
    /// fn for_support(error: &Error) -> String {
    ///     format!("{} ({})", error.operation().unwrap_or("?"), error.request_id().unwrap_or("no request id"))
    /// }
    /// # assert_eq!(for_support(&Error::connect("refused")), "? (no request id)");
    /// ```
    ///
    /// Of a success it is told by [`Operation::detailed`].
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Which limit was reached, for [`ErrorKind::Timeout`], and for [`ErrorKind::Connect`] if it was one.
    ///
    /// ```
    /// use std::time::Duration;
    /// use pili_core::{Error, Limit};
    /// let error = Error::timeout(Limit::Attempt(Duration::from_secs(10)));
    /// assert_eq!(error.limit(), Some(Limit::Attempt(Duration::from_secs(10))));
    /// ```
    pub fn limit(&self) -> Option<Limit> {
        self.0.limit
    }

    /// The operation's name.
    ///
    /// ```
    /// # use pili_core::Error;
    /// /// A label for a counter of failures.
    /// fn label(error: &Error) -> (&'static str, String) {
    ///     (error.operation().unwrap_or("?"), format!("{:?}", error.reason()))
    /// }
    /// # assert_eq!(label(&Error::connect("refused")).0, "?");
    /// ```
    pub fn operation(&self) -> Option<&'static str> {
        self.0.call.as_ref().map(|call| call.operation)
    }

    /// How often the request was sent, or tried to be.
    ///
    /// ```
    /// # use pili_core::Error;
    /// fn was_repeated(error: &Error) -> bool {
    ///     error.attempts() > 1
    /// }
    /// # assert!(!was_repeated(&Error::connect("refused")));
    /// ```
    pub fn attempts(&self) -> u32 {
        self.0.call.as_ref().map_or(0, |call| call.attempts)
    }

    /// The exact text that was signed, when the service refused the signature (401 or 403). It never holds a
    /// key, but may hold the request's body.
    ///
    /// ```
    /// # use pili_core::Error;
    /// /// To compare with what another SDK signs.
    /// fn signed(error: &Error) -> Option<String> {
    ///     error.string_to_sign().map(|text| text.to_text().into_owned())
    /// }
    /// # assert!(signed(&Error::connect("refused")).is_none());
    /// ```
    pub fn string_to_sign(&self) -> Option<&StringToSign> {
        self.0.signed.as_ref().map(|signed| &signed.text)
    }

    /// Whether the call may have been carried out although it failed, by this attempt or an earlier one.
    /// `false` means that it surely was not: nothing was sent, or the service refused, as it does with 4xx.
    ///
    /// ```
    /// use pili_core::Error;
    /// assert!(!Error::connect("refused").may_have_taken_effect());
    /// assert!(Error::transport("reset").may_have_taken_effect());
    /// ```
    pub fn may_have_taken_effect(&self) -> bool {
        self.0.in_doubt || self.0.call.as_ref().is_some_and(|call| call.in_doubt)
    }

    /// Whether the same call may fare better a moment later. Repeating it is another question: see
    /// [`may_have_taken_effect`](Self::may_have_taken_effect).
    ///
    /// ```
    /// use pili_core::Error;
    /// assert!(Error::connect("refused").is_transient());
    /// assert!(!Error::invalid("limit", "must be at least 1").is_transient());
    /// ```
    pub fn is_transient(&self) -> bool {
        self.0.passing
    }

    /// Why the service refused, in words that hold for every vendor; [`Reason::Other`] where it did not refuse.
    ///
    /// ```
    /// use pili_core::{Error, Reason};
    /// fn is_gone(error: &Error) -> bool {
    ///     error.reason() == Reason::NotFound
    /// }
    /// # assert!(!is_gone(&Error::connect("refused")));
    /// ```
    pub fn reason(&self) -> Reason {
        self.0.api.as_ref().map_or(Reason::Other, |api| api.reason)
    }

    pub(crate) fn in_call(self, call: &CallInfo, request_line: Option<RequestLine>) -> Self {
        self.of_call(CallFacts {
            operation: call.operation(),
            idempotency: call.idempotency(),
            attempts: if request_line.is_some() { call.attempts() } else { 0 },
            request_line,
            in_doubt: call.is_in_doubt(),
        })
    }

    /// Names the operation in an error that has nothing to do with an exchange.
    pub(crate) fn in_operation<O: Operation>(self, operation: &O) -> Self {
        let idempotency = operation.idempotency();
        self.of_call(CallFacts {
            operation: O::NAME,
            idempotency,
            request_line: None,
            attempts: 0,
            in_doubt: false,
        })
    }

    fn of_call(mut self, call: CallFacts) -> Self {
        self.0.call.get_or_insert(call);
        self
    }

    /// What OpenTelemetry calls the error's type: the status of a refusal, otherwise the kind.
    pub(crate) fn type_name(&self) -> Cow<'static, str> {
        match self.0.status {
            Some(status) if self.0.kind == ErrorKind::Api => Cow::Owned(status.as_str().to_owned()),
            _ => Cow::Owned(format!("{:?}", self.0.kind)),
        }
    }

    fn of(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Facts {
            kind,
            field: None,
            message: message.into(),
            limit: None,
            api: None,
            status: None,
            request_id: None,
            signed: None,
            skew: None,
            passing: matches!(kind, ErrorKind::Connect | ErrorKind::Transport | ErrorKind::Timeout),
            in_doubt: !matches!(kind, ErrorKind::Invalid | ErrorKind::Sign | ErrorKind::Connect),
            call: None,
            source: None,
        }))
    }

    fn because(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }
}

impl Skew {
    /// Less is the time that an exchange takes, not a wrong clock.
    const LEAST: Duration = Duration::from_secs(60);

    fn of(signed: &Signed, service: std::time::SystemTime) -> Self {
        match service.duration_since(signed.at) {
            Ok(behind) => Self::Behind(behind),
            Err(ahead) => Self::Ahead(ahead.duration()),
        }
    }
}

impl From<SignError> for Error {
    fn from(error: SignError) -> Self {
        Self::of(ErrorKind::Sign, "").because(error)
    }
}

impl From<NameError> for Error {
    fn from(error: NameError) -> Self {
        Self::invalid(error.field(), format!("`{}` {}", error.value(), error.rule()))
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {self}", self.0.kind)
    }
}
