use pili_core::{Api, ApiError, Endpoint, Response, Result};

use crate::error_body::ErrorBody;

const HOST: &str = "https://api.opentok.com";

/// The API of OpenTok.
#[derive(Clone, Copy, Debug)]
pub struct OpenTok;

impl Api for OpenTok {
    fn error(response: &Response) -> ApiError {
        let mut error = ApiError::new(response.status(), response.body());
        if let Some(body) = ErrorBody::of(response.body()) {
            (error.code, error.message) = (body.code(), body.message());
        }
        error
    }
}

/// Where the API is served.
///
/// # Errors
/// None.
pub fn endpoint() -> Result<Endpoint> {
    Endpoint::parse(HOST)
}

/// A client of the standard stack for a project's API key and secret: signatures, retries and limits.
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(project: pili_core::auth::Credentials) -> Result<pili_core::Client> {
    let signer = pili_core::auth::opentok::ProjectJwt::new(project);
    pili_core::Client::builder(endpoint()?).signer(signer).build()
}
