use pili_core::{
    Api, ClientBuilder, Endpoint,
    auth::{Credentials, qiniu},
};
use pili_qiniu::Qiniu;

/// The API of the first generation.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum FirstGen {}

impl Api for FirstGen {
    type Vendor = Qiniu;
    const NAME: &'static str = "first";
    const ENDPOINT: Endpoint = ENDPOINT;
}

/// A client of the first generation.
///
/// Example: [`Watch`](crate::first::stream::Watch).
pub type Client<S = pili_core::BoxTransport> = pili_core::Client<FirstGen, S>;

/// Where the first generation is served.
///
/// Example: [`first`](crate::first).
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
