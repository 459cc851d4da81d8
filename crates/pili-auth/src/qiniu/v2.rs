use std::time::SystemTime;

use bytes::Bytes;
use http::{Request, header::CONTENT_TYPE};

use super::{FORM, headers, scheme, string_to_sign};
use crate::{Credentials, SignError, Signer, StringToSign, VerifyError, signer::check_keys};

const SCHEME: &str = "Qiniu";

/// Signs and verifies with the `Qiniu` management credential.
///
/// The standard rule is the default; the switches exist for parity with SDKs that deviate from it
/// (spec 2.2), each of which the service accepts because it recomputes over what it received.
///
/// ```
/// # use pili_auth::{Credentials, qiniu::QiniuV2};
/// let signer = QiniuV2::new(Credentials::new("ak", "sk"));
/// let request = http::Request::get("http://pili.qiniuapi.com/v2/hubs/demo/stat/play").body(bytes::Bytes::new())?;
/// let text = signer.string_to_sign(&request)?;
/// assert_eq!(text.to_text(), "GET /v2/hubs/demo/stat/play\nHost: pili.qiniuapi.com\n\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct QiniuV2 {
    credentials: Credentials,
    pub(super) path_form: PathForm,
    pub(super) body_limit: Option<usize>,
    form_by_default: bool,
    dated: bool,
}

/// How the path stands in the string to sign.
///
/// Example: [`QiniuV2::path_form`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathForm {
    /// As in the request line.
    #[default]
    Raw,
    /// Percent-decoded, as the vendor's Go and Java SDKs sign it. The two differ only for names that
    /// these crates refuse unless told otherwise.
    Decoded,
}

impl QiniuV2 {
    /// The standard rule. Example: [`QiniuV2`].
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials, path_form: PathForm::Raw, body_limit: None, form_by_default: false, dated: false }
    }

    /// Signs the path raw (the default) or decoded.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    /// use pili_auth::{Credentials, Signer, qiniu::{PathForm, QiniuV2}};
    ///
    /// // As an SDK signs that deviates from the rule.
    /// let signer = QiniuV2::new(Credentials::new("ak", "sk"))
    ///     .path_form(PathForm::Decoded)
    ///     .body_limit(1 << 20)
    ///     .form_by_default()
    ///     .dated();
    /// let mut request = http::Request::get("https://pili.qiniuapi.com/v2/hubs/a%20b").body(bytes::Bytes::new())?;
    /// signer.sign(&mut request, UNIX_EPOCH)?;
    /// assert!(signer.string_to_sign(&request)?.to_text().starts_with("GET /v2/hubs/a b\n"));
    /// assert_eq!(request.headers()["x-qiniu-date"], "19700101T000000Z");
    /// assert_eq!(signer.verify(&request), Ok(()));
    /// assert_eq!(signer.credentials().access_key(), "ak");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn path_form(self, path_form: PathForm) -> Self {
        Self { path_form, ..self }
    }

    /// Leaves bodies of `bytes` bytes or more out of the signature, as the vendor's Pili SDK for Go does
    /// from 1 MiB on. By default there is no limit. Example: [`QiniuV2::path_form`].
    pub fn body_limit(self, bytes: usize) -> Self {
        Self { body_limit: Some(bytes), ..self }
    }

    /// Sends and signs `application/x-www-form-urlencoded` where a request has no content type, for
    /// services that insist on one. Example: [`QiniuV2::path_form`].
    pub fn form_by_default(self) -> Self {
        Self { form_by_default: true, ..self }
    }

    /// Sends and signs `X-Qiniu-Date` with the time of the attempt. How much skew the service tolerates is
    /// not documented. Example: [`QiniuV2::path_form`].
    pub fn dated(self) -> Self {
        Self { dated: true, ..self }
    }

    /// The key pair. Example: [`QiniuV2::path_form`].
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// The text that is signed for `request` as it stands. Example: [`QiniuV2`].
    ///
    /// # Errors
    /// When the request has no host or a signed header is no text.
    pub fn string_to_sign(&self, request: &Request<Bytes>) -> Result<StringToSign, SignError> {
        string_to_sign::string_to_sign(self, request).map(StringToSign::new)
    }

    /// Checks the `Authorization` of a request as received, in constant time.
    /// Example: [`CallbackVerifier`](crate::qiniu::CallbackVerifier).
    ///
    /// # Errors
    /// A [`VerifyError`] that says which part is wrong.
    pub fn verify(&self, request: &Request<Bytes>) -> Result<(), VerifyError> {
        scheme::check(SCHEME, &self.credentials, request, self.string_to_sign(request))
    }
}

impl Signer for QiniuV2 {
    fn sign(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), SignError> {
        check_keys(&self.credentials)?;
        if self.form_by_default && !request.headers().contains_key(CONTENT_TYPE) {
            request.headers_mut().insert(CONTENT_TYPE, FORM);
        }
        if self.dated {
            headers::set_date(request.headers_mut(), now)?;
        }
        let text = self.string_to_sign(request)?;
        scheme::write(SCHEME, &self.credentials, request, text)
    }
}
