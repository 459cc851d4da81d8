use pili_core::{
    Api, ClientBuilder, Endpoint,
    auth::{Credentials, qiniu::QiniuV2},
};
use pili_qiniu::Qiniu;

/// The API of Pili: v2, and v1 of 2015.
///
/// Example: [the crate's page](crate).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Pili {}

impl Api for Pili {
    type Vendor = Qiniu;
    const NAME: &'static str = "pili";
    const ENDPOINT: Endpoint = ENDPOINT;
}

/// A client of Pili.
///
/// Example: [`Domain::bind`](crate::domain::Domain::bind).
pub type Client<S = pili_core::BoxTransport> = pili_core::Client<Pili, S>;

/// Where Pili is served (spec 1; vendor page 9885).
///
/// Example: [`endpoint_for`].
pub const ENDPOINT: Endpoint = Endpoint::from_static("https://pili.qiniuapi.com");

/// Where Pili is served for keys of IAM sub-accounts.
///
/// Example: [`endpoint_for`].
pub const IAM_ENDPOINT: Endpoint = Endpoint::from_static("https://pili-iam.qiniuapi.com");

/// Where Pili is served for an access key: keys of IAM sub-accounts (`IAM-`, 44 characters) have a host of their
/// own.
///
/// ```
/// use pili_live::{ENDPOINT, IAM_ENDPOINT, endpoint_for};
/// assert_eq!(endpoint_for("access-key"), ENDPOINT);
/// assert_eq!(endpoint_for(&format!("IAM-{}", "a".repeat(40))), IAM_ENDPOINT);
/// ```
pub fn endpoint_for(access_key: &str) -> Endpoint {
    let iam = access_key.starts_with("IAM-") && access_key.len() == 44;
    if iam { IAM_ENDPOINT } else { ENDPOINT }
}

/// Starts a client for a key pair: the right host and signature, retries and limits; the rest can be set.
///
/// ```
/// use std::time::Duration;
/// use pili_live::{Endpoint, core::auth::Credentials};
///
/// # fn run() -> pili_live::core::Result<()> {
/// let client = pili_live::builder(Credentials::new("access-key", "secret-key"))
///     .endpoint(Endpoint::from_static("http://127.0.0.1:8935"))
///     .attempt_timeout(Duration::from_secs(2))
///     .build()?;
/// # drop(client);
/// # Ok(()) }
/// ```
pub fn builder(credentials: Credentials) -> ClientBuilder<Pili> {
    let endpoint = endpoint_for(credentials.access_key());
    Client::builder(endpoint).signer(QiniuV2::new(credentials))
}

/// A client of the standard stack for a key pair, over pooled connections: [`builder`], finished.
///
/// Example: [the crate's page](crate).
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(credentials: Credentials) -> pili_core::Result<Client> {
    builder(credentials).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_sub_accounts_have_a_host_of_their_own() {
        let iam = format!("IAM-{}", "x".repeat(40));
        assert_eq!(endpoint_for(&iam), IAM_ENDPOINT);
        assert_eq!(endpoint_for("IAM-short"), ENDPOINT);
    }
}
