use bytes::Bytes;
use http::{Request, header::CONTENT_TYPE};

use super::{FORM, QBox, QiniuV2};
use crate::{Credentials, VerifyError};

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
/// The host takes part. Behind a proxy that changes it, put the public host back into the request first.
#[derive(Clone, Debug)]
pub struct CallbackVerifier {
    qiniu: QiniuV2,
    qbox: Option<QBox>,
}

impl CallbackVerifier {
    /// Accepts the `Qiniu` scheme.
    pub fn new(credentials: Credentials) -> Self {
        Self { qiniu: QiniuV2::new(credentials), qbox: None }
    }

    /// Accepts `QBox` too, which covers neither method nor host nor a JSON body: only for old callbacks.
    pub fn accept_qbox(self) -> Self {
        Self { qbox: Some(QBox::new(self.qiniu.credentials().clone())), ..self }
    }

    /// Checks the `Authorization` of a callback as received, in constant time.
    ///
    /// Senders disagree on a request without a content type: some sign it as it is, some as if it had the
    /// form type. Both are accepted, and so is a signature whose Base64 padding was stripped.
    ///
    /// # Errors
    /// A [`VerifyError`] that says which part is wrong.
    pub fn verify(&self, request: &Request<Bytes>) -> Result<(), VerifyError> {
        match (self.qiniu.verify(request), &self.qbox) {
            (Err(VerifyError::Scheme(scheme)), Some(qbox)) if scheme == "QBox" => qbox.verify(request),
            (Err(VerifyError::Mismatch), _) if !request.headers().contains_key(CONTENT_TYPE) => {
                self.qiniu.verify(&as_form(request))
            }
            (verdict, _) => verdict,
        }
    }
}

fn as_form(request: &Request<Bytes>) -> Request<Bytes> {
    let mut request = request.clone();
    request.headers_mut().insert(CONTENT_TYPE, FORM);
    request
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use http::{HeaderValue, header::AUTHORIZATION};

    use super::*;
    use crate::Signer;

    fn keys() -> Credentials {
        Credentials::new("ak", "sk")
    }

    fn signed(signer: &dyn Signer) -> Request<Bytes> {
        let mut request =
            Request::get("https://hooks.example.com/live?status=connected").body(Bytes::new()).unwrap();
        signer.sign(&mut request, UNIX_EPOCH).unwrap();
        request
    }

    #[test]
    fn a_get_is_accepted_signed_with_and_without_the_form_type() {
        let verifier = CallbackVerifier::new(keys());
        let mut as_form = signed(&QiniuV2::new(keys()).form_by_default());
        as_form.headers_mut().remove(CONTENT_TYPE);
        assert_eq!(verifier.verify(&as_form), Ok(()));
        assert_eq!(verifier.verify(&signed(&QiniuV2::new(keys()))), Ok(()));
    }

    #[test]
    fn another_path_or_key_or_secret_is_refused_by_name() {
        let mut request = signed(&QiniuV2::new(keys()));
        let verdict = |secret, key| CallbackVerifier::new(Credentials::new(key, secret)).verify(&request);
        assert_eq!(verdict("other", "ak"), Err(VerifyError::Mismatch));
        assert_eq!(verdict("sk", "other"), Err(VerifyError::UnknownAccessKey("ak".into())));
        *request.uri_mut() = "https://hooks.example.com/live2?status=connected".parse().unwrap();
        assert_eq!(CallbackVerifier::new(keys()).verify(&request), Err(VerifyError::Mismatch));
    }

    #[test]
    fn a_signature_without_its_padding_is_accepted() {
        let mut request = signed(&QiniuV2::new(keys()));
        let value = request.headers()[AUTHORIZATION].to_str().unwrap().trim_end_matches('=').to_owned();
        request.headers_mut().insert(AUTHORIZATION, HeaderValue::try_from(value).unwrap());
        assert_eq!(CallbackVerifier::new(keys()).verify(&request), Ok(()));
    }

    #[test]
    fn the_older_credential_is_refused_unless_it_is_asked_for() {
        let request = signed(&QBox::new(keys()));
        let verifier = CallbackVerifier::new(keys());
        assert_eq!(verifier.verify(&request), Err(VerifyError::Scheme("QBox".into())));
        assert_eq!(verifier.accept_qbox().verify(&request), Ok(()));
    }
}
