use std::time::SystemTime;

use bytes::Bytes;
use http::{Request, header::CONTENT_TYPE};

use super::{FORM, scheme, string_to_sign::target_and};
use crate::{Credentials, SignError, Signer, StringToSign, VerifyError};

const SCHEME: &str = "QBox";

/// Signs and verifies with `QBox`, the credential before `Qiniu` (spec 2.4). The live API does not use it;
/// some callbacks still carry it.
///
/// It covers path and query, and the body only when that is a form. Method and host take no part.
///
/// ```
/// # use pili_auth::{Credentials, qiniu::QBox};
/// let request = http::Request::get("http://uc.qbox.me/v2/query?ak=abc").body(bytes::Bytes::new())?;
/// let text = QBox::new(Credentials::new("ak", "sk")).string_to_sign(&request);
/// assert_eq!(text.to_text(), "/v2/query?ak=abc\n");
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct QBox {
    credentials: Credentials,
}

impl QBox {
    /// Signs with a key pair. Example: [`QBox`].
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials }
    }

    /// The text that is signed for `request` as it stands. Example: [`QBox`].
    pub fn string_to_sign(&self, request: &Request<Bytes>) -> StringToSign {
        let form = request.headers().get(CONTENT_TYPE) == Some(&FORM);
        let body = if form { request.body().as_ref() } else { b"" };
        StringToSign::new(target_and(request.uri(), body))
    }

    /// Checks the `Authorization` of a request as received, in constant time.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    /// use pili_auth::{Credentials, Signer, qiniu::QBox};
    ///
    /// let signer = QBox::new(Credentials::new("ak", "sk"));
    /// let mut request = http::Request::get("http://uc.qbox.me/v2/query?ak=abc").body(bytes::Bytes::new())?;
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

impl Signer for QBox {
    fn sign(&self, request: &mut Request<Bytes>, _now: SystemTime) -> Result<(), SignError> {
        let text = self.string_to_sign(request);
        scheme::write(SCHEME, &self.credentials, request, text)
    }
}
