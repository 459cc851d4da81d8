use pili_core::{
    Api, ClientBuilder, Endpoint,
    auth::{Credentials, qiniu::QiniuV2},
};
use pili_qiniu::Qiniu;

/// The API of Pub tasks.
///
/// Example: [`builder`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Pub {}

impl Api for Pub {
    type Vendor = Qiniu;
    const NAME: &'static str = "pub";
    const ENDPOINT: Endpoint = ENDPOINT;
}

/// A client of Pub tasks.
///
/// Example: [`task`](crate::task).
pub type Client<S = pili_core::BoxTransport> = pili_core::Client<Pub, S>;

/// Where Pili's Pub is served (spec 1; vendor page 7320).
///
/// Example: [`OVERSEAS_ENDPOINT`].
pub const ENDPOINT: Endpoint = Endpoint::from_static("https://pili-pub.qiniuapi.com");

/// Where Pili's Pub is served for tasks outside China (vendor page 7320).
///
/// ```
/// use pili_live::{core::auth::Credentials, task};
/// let abroad = task::builder(Credentials::new("access-key", "secret-key")).endpoint(task::OVERSEAS_ENDPOINT);
/// assert_ne!(task::OVERSEAS_ENDPOINT, task::ENDPOINT);
/// # drop(abroad);
/// ```
pub const OVERSEAS_ENDPOINT: Endpoint = Endpoint::from_static("https://pili-hw-pub.qiniuapi.com");

/// Where Miku's Pub is served (vendor page mikustream 13225). It has no [`seek`](super::Task::seek).
///
/// Example: [`builder`].
pub const MIKU_ENDPOINT: Endpoint = Endpoint::from_static("https://pub-manager.mikudns.com");

/// Starts a client for a key pair: Pili's host and signature, retries and limits; the rest can be set.
///
/// ```
/// use pili_live::{core::auth::Credentials, task};
/// let of_miku = task::builder(Credentials::new("access-key", "secret-key")).endpoint(task::MIKU_ENDPOINT);
/// ```
pub fn builder(credentials: Credentials) -> ClientBuilder<Pub> {
    Client::builder(ENDPOINT).signer(QiniuV2::new(credentials))
}

/// A client of the standard stack for a key pair, over pooled connections: [`builder`], finished.
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(credentials: Credentials) -> pili_core::Result<Client> {
    builder(credentials).build()
}
