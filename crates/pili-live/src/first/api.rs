use pili_core::{
    Api, ClientBuilder, Endpoint,
    auth::{Credentials, qiniu},
};
use pili_qiniu::Qiniu;

/// The API of the first generation.
///
/// Example: [`builder`].
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
///
/// ```
/// use std::time::Duration;
/// use pili_live::{core::auth::Credentials, first};
/// let builder = first::builder(Credentials::new("access-key", "secret-key")).attempt_timeout(Duration::from_secs(2));
/// # drop(builder);
/// ```
pub fn builder(credentials: Credentials) -> ClientBuilder<FirstGen> {
    Client::builder(ENDPOINT).signer(qiniu::FirstGen::new(credentials))
}

/// A client of the standard stack for a key pair, over pooled connections: [`builder`], finished.
///
/// ```
/// use pili_live::{core::auth::Credentials, first::{self, Streams}};
/// # async fn run() -> pili_live::core::Result<()> {
/// let client = first::client(Credentials::new("access-key", "secret-key"))?;
/// let status = client.send(Streams::default().stream("54068a9063b906000d000001").status()).await?;
/// println!("{status:?}");
/// # Ok(()) }
/// ```
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(credentials: Credentials) -> pili_core::Result<Client> {
    builder(credentials).build()
}
