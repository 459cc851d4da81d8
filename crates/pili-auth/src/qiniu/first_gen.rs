use std::time::SystemTime;

use bytes::Bytes;
use http::Request;

use super::{scheme, string_to_sign::target_and};
use crate::{Credentials, SignError, Signer, StringToSign, VerifyError};

const SCHEME: &str = "pili";

/// Signs and verifies with the scheme of the first generation of Pili, `api.pili.qiniu.com` (spec 2.5).
///
/// It covers path, query and body, whatever the body's type. Method and host take no part, so a GET and a
/// DELETE of one target carry the same signature.
///
/// ```
/// # use pili_auth::{Credentials, qiniu::FirstGen};
/// let request = http::Request::delete("http://api.pili.qiniu.com/v1/streams/54068a90").body(bytes::Bytes::new())?;
/// let text = FirstGen::new(Credentials::new("ak", "sk")).string_to_sign(&request);
/// assert_eq!(text.to_text(), "/v1/streams/54068a90\n");
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct FirstGen {
    credentials: Credentials,
}

impl FirstGen {
    /// Signs with a key pair. Example: [`FirstGen`].
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials }
    }

    /// The text that is signed for `request` as it stands. Example: [`FirstGen`].
    pub fn string_to_sign(&self, request: &Request<Bytes>) -> StringToSign {
        StringToSign::new(target_and(request.uri(), request.body()))
    }

    /// Checks the `Authorization` of a request as received, in constant time.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    /// use pili_auth::{Credentials, Signer, qiniu::FirstGen};
    ///
    /// let signer = FirstGen::new(Credentials::new("ak", "sk"));
    /// let mut request = http::Request::get("http://api.pili.qiniu.com/v1/streams").body(bytes::Bytes::new())?;
    /// signer.sign(&mut request, UNIX_EPOCH)?;
    /// assert_eq!(signer.verify(&request), Ok(()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A [`VerifyError`] that says which part is wrong.
    pub fn verify(&self, request: &Request<Bytes>) -> Result<(), VerifyError> {
        scheme::check(SCHEME, &self.credentials, request, Ok(self.string_to_sign(request)))
    }
}

impl Signer for FirstGen {
    fn sign(&self, request: &mut Request<Bytes>, _now: SystemTime) -> Result<(), SignError> {
        let text = self.string_to_sign(request);
        scheme::write(SCHEME, &self.credentials, request, text)
    }
}
