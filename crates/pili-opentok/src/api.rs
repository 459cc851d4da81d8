use http::{HeaderMap, StatusCode};
use pili_core::{
    Api, ApiError, ClientBuilder, Endpoint, Reason, Response, Vendor, auth::opentok::Credentials,
};

use crate::{error_body::ErrorBody, session::xml};

/// The API of OpenTok, which is that of Vonage Video too.
///
/// ```
/// use pili_opentok::{Credentials, ENDPOINT, VONAGE_ENDPOINT, endpoint};
/// // A project's calls go to OpenTok, an application's to Vonage.
/// assert_eq!(endpoint(&Credentials::project("45678123", "secret")), ENDPOINT);
/// assert_ne!(ENDPOINT, VONAGE_ENDPOINT);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum OpenTok {}

impl Api for OpenTok {
    type Vendor = Self;
    const NAME: &'static str = "opentok";
    const ENDPOINT: Endpoint = ENDPOINT;
}

impl Vendor for OpenTok {
    /// JSON, nothing, or the XML of session creation, whose decoding alone reads it.
    fn is_answer(response: &Response) -> bool {
        match response.body().trim_ascii() {
            [] | [b'{', .., b'}'] | [b'[', .., b']'] => true,
            body => xml::is_answer(body),
        }
    }

    fn request_id(_: &HeaderMap) -> Option<&str> {
        None
    }

    fn error(response: &Response) -> ApiError {
        let mut error = ApiError::new(response.status(), response.body());
        if let Some(body) = ErrorBody::of(response.body()) {
            (error.code, error.message) = (body.code(), body.message());
        }
        error.reason = reason(meant(&error));
        error
    }
}

/// The status, or the code of an error that came within a success (spec 16.1).
fn meant(error: &ApiError) -> StatusCode {
    let within = || error.code.as_ref()?.parse().ok();
    if error.status.is_success() { within().unwrap_or(error.status) } else { error.status }
}

/// What a status means (spec 16.4). 408 is an unknown stream or a service that took too long.
fn reason(status: StatusCode) -> Reason {
    match status.as_u16() {
        401 | 403 => Reason::Denied,
        404 => Reason::NotFound,
        405 | 409 => Reason::Conflict,
        429 => Reason::TooManyCalls,
        500..=599 => Reason::Busy,
        _ => Reason::Other,
    }
}

/// A client of OpenTok or Vonage Video.
///
/// Example: [`Project::create_session`](crate::Project::create_session).
pub type Client<S = pili_core::BoxTransport> = pili_core::Client<OpenTok, S>;

/// Where OpenTok is served.
///
/// Example: [`OpenTok`].
pub const ENDPOINT: Endpoint = Endpoint::from_static("https://api.opentok.com");

/// Where Vonage's unified platform is served: the same calls, of applications.
///
/// Example: [`OpenTok`].
pub const VONAGE_ENDPOINT: Endpoint = Endpoint::from_static("https://video.api.vonage.com");

/// Where the calls of a project or an application go: [`ENDPOINT`] or [`VONAGE_ENDPOINT`].
///
/// Example: [`OpenTok`].
pub fn endpoint(credentials: &Credentials) -> Endpoint {
    match credentials {
        Credentials::Application(_) => VONAGE_ENDPOINT,
        _ => ENDPOINT,
    }
}

/// Starts a client for a project's API key and secret, or for an application's ID and private key: endpoint and
/// signature follow from them, retries and limits are set; the rest can be.
///
/// ```
/// use std::time::Duration;
/// use pili_opentok::{Credentials, core::Endpoint};
///
/// # fn run() -> pili_opentok::core::Result<()> {
/// let client = pili_opentok::builder(Credentials::project("45678123", "secret"))
///     .endpoint(Endpoint::from_static("http://127.0.0.1:8935"))
///     .attempt_timeout(Duration::from_secs(2))
///     .build()?;
/// # drop(client);
/// # Ok(()) }
/// ```
pub fn builder(credentials: impl Into<Credentials>) -> ClientBuilder<OpenTok> {
    let credentials = credentials.into();
    Client::builder(endpoint(&credentials)).signer(credentials.signer())
}

/// A client of the standard stack for a project or an application, over pooled connections: [`builder`], finished.
///
/// Example: [the crate's page](crate).
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(credentials: impl Into<Credentials>) -> pili_core::Result<Client> {
    builder(credentials).build()
}
