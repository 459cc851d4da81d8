use http::{HeaderMap, StatusCode};
use pili_core::{
    Api, ApiError, ClientBuilder, Endpoint, Idempotency, Response,
    auth::{Credentials, qiniu},
};

/// The API of the first generation.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum FirstGen {}

impl Api for FirstGen {
    const NAME: &'static str = "first";
    const ENDPOINT: Endpoint = ENDPOINT;

    fn is_answer(response: &Response) -> bool {
        pili_qiniu::is_answer(response)
    }

    fn error(response: &Response) -> ApiError {
        pili_qiniu::error(response)
    }

    fn request_id(headers: &HeaderMap) -> Option<&str> {
        pili_qiniu::request_id(headers)
    }

    fn is_passing(status: StatusCode, idempotency: Idempotency) -> bool {
        pili_qiniu::is_passing(status, idempotency)
    }

    fn is_refusal(status: StatusCode) -> bool {
        pili_qiniu::is_refusal(status)
    }
}

/// A client of the first generation.
pub type Client<S = pili_core::BoxTransport> = pili_core::Client<FirstGen, S>;

/// Where the first generation is served.
pub const ENDPOINT: Endpoint = Endpoint::from_static("https://api.pili.qiniu.com");

/// Starts a client for a key pair: the right host and signature, retries and limits; the rest can be set.
pub fn builder(credentials: Credentials) -> ClientBuilder<FirstGen> {
    Client::builder(ENDPOINT).signer(qiniu::FirstGen::new(credentials))
}

/// A client of the standard stack for a key pair, over pooled connections: [`builder`], finished.
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(credentials: Credentials) -> pili_core::Result<Client> {
    builder(credentials).build()
}
