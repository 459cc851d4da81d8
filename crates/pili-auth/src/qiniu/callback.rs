mod body;
mod mistake;
mod refusal;
mod variants;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use bytes::Bytes;
use http::{
    HeaderName, HeaderValue, Request,
    header::{CONTENT_TYPE, HOST},
};

use super::{Authorization, FORM, QBox, QiniuV2};
use crate::{Credentials, SignError, StringToSign, VerifyError};

pub use mistake::CallbackMistake;
pub use refusal::CallbackRefusal;

/// Checks that a callback comes from Qiniu: its signature is recomputed over the request as received, with
/// your own key pair (spec 2.6).
///
/// ```
/// # use std::time::UNIX_EPOCH;
/// # use pili_auth::{Credentials, Signer, qiniu::{CallbackVerifier, QiniuV2}};
/// # let keys = Credentials::new("ak", "sk");
/// # let mut request = http::Request::get("https://hooks.example.com/live?status=connected").body(bytes::Bytes::new())?;
/// # QiniuV2::new(keys.clone()).sign(&mut request, UNIX_EPOCH)?;
/// let verifier = CallbackVerifier::new(keys);
/// assert!(verifier.verify(&request).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The host takes part, and so do path, query and body as they were sent. Behind a gateway that changes the
/// host, name the [`public_host`](Self::public_host).
#[derive(Clone, Debug)]
pub struct CallbackVerifier {
    qiniu: QiniuV2,
    qbox: Option<QBox>,
    public_host: Option<String>,
}

impl CallbackVerifier {
    /// Accepts the `Qiniu` scheme. Example: [`CallbackVerifier`].
    pub fn new(credentials: Credentials) -> Self {
        Self { qiniu: QiniuV2::new(credentials), qbox: None, public_host: None }
    }

    /// Accepts `QBox` too, which covers neither method nor host nor a JSON body: only for old callbacks.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    /// use pili_auth::{Credentials, Signer, qiniu::{CallbackVerifier, QBox}};
    ///
    /// let credentials = Credentials::new("ak", "sk");
    /// let mut callback = http::Request::post("https://hooks.example.com/live").body(bytes::Bytes::new())?;
    /// QBox::new(credentials.clone()).sign(&mut callback, UNIX_EPOCH)?;
    /// assert!(CallbackVerifier::new(credentials.clone()).verify(&callback).is_err());
    /// assert!(CallbackVerifier::new(credentials).accept_qbox().verify(&callback).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn accept_qbox(self) -> Self {
        Self { qbox: Some(QBox::new(self.qiniu.credentials().clone())), ..self }
    }

    /// The host of the callback's URL, for a server behind a gateway that puts another one into the request. It
    /// takes the place of the request's host, whatever that is. A port that the URL names belongs to it.
    ///
    /// ```
    /// # use std::time::UNIX_EPOCH;
    /// # use pili_auth::{Credentials, Signer, qiniu::{CallbackVerifier, QiniuV2}};
    /// # let keys = Credentials::new("ak", "sk");
    /// # let mut request = http::Request::get("https://hooks.example.com/live").body(bytes::Bytes::new())?;
    /// # QiniuV2::new(keys.clone()).sign(&mut request, UNIX_EPOCH)?;
    /// // As it arrives behind the gateway, which tells the host that it was asked for.
    /// request.headers_mut().insert("host", "10.0.0.7:8080".parse()?);
    /// request.headers_mut().insert("x-forwarded-host", "hooks.example.com".parse()?);
    /// let verifier = CallbackVerifier::new(keys);
    /// let refusal = verifier.verify(&request).unwrap_err();
    /// assert!(refusal.to_string().contains("it covers the host `hooks.example.com`"));
    /// assert!(verifier.public_host("hooks.example.com").verify(&request).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn public_host(self, host: impl Into<String>) -> Self {
        Self { public_host: Some(host.into()), ..self }
    }

    /// Checks the `Authorization` of a callback as received, in constant time.
    ///
    /// Senders disagree on a request without a content type: some sign it as it is, some as if it had the
    /// form type. Both are accepted, and so is a signature whose Base64 padding was stripped.
    ///
    /// # Errors
    /// A [`CallbackRefusal`]: which part is wrong, the text that should have been signed, and the known mistake
    /// that explains the signature, if one does.
    pub fn verify(&self, request: &Request<Bytes>) -> Result<(), CallbackRefusal> {
        let received =
            self.as_sent(request).map_err(|error| CallbackRefusal::of(VerifyError::Unsignable(error)))?;
        self.check(&received).map_err(|error| {
            let mistake = CallbackMistake::find(self, request, &received, &error);
            CallbackRefusal { error, string_to_sign: self.string_to_sign(&received), mistake }
        })
    }

    /// The request with the public host, if one was named.
    fn as_sent<'a>(&self, request: &'a Request<Bytes>) -> Result<Cow<'a, Request<Bytes>>, SignError> {
        let Some(host) = &self.public_host else { return Ok(Cow::Borrowed(request)) };
        let unusable = |_| SignError::new("public host", "must be printable ASCII");
        let host = HeaderValue::from_str(host).map_err(unusable)?;
        Ok(Cow::Owned(with(request, HOST, host)))
    }

    fn check(&self, request: &Request<Bytes>) -> Result<(), VerifyError> {
        match (self.qiniu.verify(request), &self.qbox) {
            (Err(VerifyError::Scheme(scheme)), Some(qbox)) if scheme == "QBox" => qbox.verify(request),
            (Err(VerifyError::Mismatch), _) if !request.headers().contains_key(CONTENT_TYPE) => {
                self.qiniu.verify(&with(request, CONTENT_TYPE, FORM))
            }
            (verdict, _) => verdict,
        }
    }

    /// The text by the scheme that the request names, if it is accepted, else by `Qiniu`.
    fn string_to_sign(&self, request: &Request<Bytes>) -> Option<StringToSign> {
        let scheme = Authorization::of(request.headers()).map_or("", |authorization| authorization.scheme);
        match &self.qbox {
            Some(qbox) if scheme == "QBox" => Some(qbox.string_to_sign(request)),
            _ => self.qiniu.string_to_sign(request).ok(),
        }
    }
}

/// The request with one header of a name, whatever it had.
fn with(request: &Request<Bytes>, name: HeaderName, value: HeaderValue) -> Request<Bytes> {
    let mut request = request.clone();
    request.headers_mut().insert(name, value);
    request
}
