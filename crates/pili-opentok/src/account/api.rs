use pili_core::{
    Api, ClientBuilder, Endpoint,
    auth::opentok::{AccountCredentials, AccountJwt},
};

use crate::{ENDPOINT, OpenTok};

/// The part of OpenTok's API that administers projects.
///
/// Example: [`builder`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum OpenTokAccount {}

impl Api for OpenTokAccount {
    type Vendor = OpenTok;
    const NAME: &'static str = "opentok";
    const ENDPOINT: Endpoint = ENDPOINT;
}

/// A client that administers an account's projects.
///
/// Example: [`account`](crate::account).
pub type Client<S = pili_core::BoxTransport> = pili_core::Client<OpenTokAccount, S>;

/// Starts a client for an account's key and secret: signature, retries and limits; the rest can be set.
///
/// ```
/// use std::time::Duration;
/// use pili_opentok::{account, core::auth::opentok::AccountCredentials};
/// let builder = account::builder(AccountCredentials::new("123456", "account-secret")).attempt_timeout(Duration::from_secs(5));
/// # drop(builder);
/// ```
pub fn builder(account: AccountCredentials) -> ClientBuilder<OpenTokAccount> {
    Client::builder(ENDPOINT).signer(AccountJwt::new(account))
}

/// A client of the standard stack for an account's key and secret, over pooled connections: [`builder`], finished.
///
/// Example: [`account`](crate::account).
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(account: AccountCredentials) -> pili_core::Result<Client> {
    builder(account).build()
}
