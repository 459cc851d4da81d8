use http::HeaderMap;
use pili_core::{
    Api, ApiError, ClientBuilder, Endpoint, Response, Vendor,
    auth::{Credentials, opentok::ProjectJwt},
};
use serde::Deserialize;
use serde_json::Value;

use crate::OpenTok;

/// The Insights API of OpenTok.
///
/// Example: [`builder`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum OpenTokInsights {}

impl Api for OpenTokInsights {
    type Vendor = Self;
    const NAME: &'static str = "opentok";
    const ENDPOINT: Endpoint = ENDPOINT;
}

impl Vendor for OpenTokInsights {
    fn is_answer(response: &Response) -> bool {
        OpenTok::is_answer(response)
    }

    fn request_id(headers: &HeaderMap) -> Option<&str> {
        OpenTok::request_id(headers)
    }

    /// As elsewhere in OpenTok, or in the form of GraphQL.
    fn error(response: &Response) -> ApiError {
        let mut error = OpenTok::error(response);
        if let (None, None, Some(first)) = (&error.code, &error.message, first_error(response)) {
            (error.code, error.message) = (first.error_code.map(|code| code.to_string()), first.message);
        }
        error
    }
}

/// What GraphQL tells of a mistake.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GraphError {
    message: Option<String>,
    error_code: Option<i64>,
}

fn first_error(response: &Response) -> Option<GraphError> {
    let mut body: Value = serde_json::from_slice(response.body()).ok()?;
    serde_json::from_value(body.pointer_mut("/errors/0")?.take()).ok()
}

/// A client of Insights.
///
/// Example: [`insights`](crate::insights).
pub type Client<S = pili_core::BoxTransport> = pili_core::Client<OpenTokInsights, S>;

/// Where Insights is served.
///
/// Example: [`insights`](crate::insights).
pub const ENDPOINT: Endpoint = Endpoint::from_static("https://insights.opentok.com");

/// Starts a client for a project's API key and secret: signature, retries and limits; the rest can be set.
///
/// ```
/// use std::time::Duration;
/// use pili_opentok::{core::auth::Credentials, insights};
/// let builder = insights::builder(Credentials::new("45678123", "secret")).attempt_timeout(Duration::from_secs(30));
/// # drop(builder);
/// ```
pub fn builder(project: Credentials) -> ClientBuilder<OpenTokInsights> {
    Client::builder(ENDPOINT).signer(ProjectJwt::new(project))
}

/// A client of the standard stack for a project's API key and secret, over pooled connections: [`builder`], finished.
///
/// Example: [`insights`](crate::insights).
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(project: Credentials) -> pili_core::Result<Client> {
    builder(project).build()
}
