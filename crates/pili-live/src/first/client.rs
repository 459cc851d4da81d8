use pili_core::{Endpoint, Result};

/// Where the first generation is served.
///
/// # Errors
/// None at present, as for [`endpoint`](crate::endpoint) of the live API.
pub fn endpoint() -> Result<Endpoint> {
    Endpoint::parse("https://api.pili.qiniu.com")
}

/// A client of the standard stack for a key pair: the right host, signatures, retries and limits.
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(credentials: pili_core::auth::Credentials) -> Result<pili_core::Client> {
    let signer = pili_core::auth::qiniu::FirstGen::new(credentials);
    pili_core::Client::builder(endpoint()?).signer(signer).build()
}
