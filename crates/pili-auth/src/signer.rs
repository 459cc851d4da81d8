use std::{borrow::Cow, fmt, sync::Arc, time::SystemTime};

use bytes::Bytes;

use crate::Credentials;

/// Puts a vendor's signature on a request.
///
/// Called once per attempt with the time of that attempt. A signer also leaves the [`StringToSign`] in the
/// request's extensions, so that a refused signature can be explained.
///
/// ```
/// use std::time::SystemTime;
/// use bytes::Bytes;
/// use http::{HeaderValue, Request};
/// use pili_auth::{SignError, Signer, StringToSign};
///
/// /// A signer of one's own: a gateway that wants a key in a header.
/// #[derive(Debug)]
/// struct ForGateway;
///
/// impl Signer for ForGateway {
///     fn sign(&self, request: &mut Request<Bytes>, _now: SystemTime) -> Result<(), SignError> {
///         request.headers_mut().insert("x-gateway-key", HeaderValue::from_static("key"));
///         request.extensions_mut().insert(StringToSign::new("nothing but the key"));
///         Ok(())
///     }
/// }
/// let mut request = Request::new(Bytes::new());
/// ForGateway.sign(&mut request, SystemTime::UNIX_EPOCH)?;
/// assert_eq!(request.extensions().get::<StringToSign>().unwrap().to_text(), "nothing but the key");
/// # Ok::<(), SignError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` signs no requests",
    note = "credentials go into the signer of a product's scheme: `QiniuV2::new(credentials)`, `OssV4::new(credentials, region)`"
)]
pub trait Signer: fmt::Debug + Send + Sync {
    /// Signs `request` as of `now`. Example: [the crate's page](crate).
    ///
    /// # Errors
    /// When the keys are empty, or the request cannot be described (no host, a header that is no text).
    fn sign(&self, request: &mut http::Request<Bytes>, now: SystemTime) -> Result<(), SignError>;
}

impl<S: Signer + ?Sized> Signer for Arc<S> {
    fn sign(&self, request: &mut http::Request<Bytes>, now: SystemTime) -> Result<(), SignError> {
        (**self).sign(request, now)
    }
}

/// The exact bytes a signature was computed over. Never holds a key, but may hold a request's body, so
/// `Debug` shows its length only.
///
/// ```
/// use pili_auth::StringToSign;
/// let text = StringToSign::new("GET /v2/hubs");
/// assert_eq!((text.as_bytes(), &*text.to_text()), (&b"GET /v2/hubs"[..], "GET /v2/hubs"));
/// assert_eq!(format!("{text:?}"), "StringToSign(12 bytes)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct StringToSign(Bytes);

impl StringToSign {
    /// Wraps the bytes. Example: [`StringToSign`].
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self(bytes.into())
    }

    /// The bytes as signed. Example: [`StringToSign`].
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes as text; what is no UTF-8 shows as `U+FFFD`. Example: [`OssV1`](crate::oss::OssV1).
    pub fn to_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }
}

impl fmt::Debug for StringToSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StringToSign({} bytes)", self.0.len())
    }
}

/// Why a request could not be signed: the field and the rule it breaks.
///
/// ```
/// use pili_auth::{Credentials, SignError};
/// let error = Credentials::new("", "secret-key").check().unwrap_err();
/// assert_eq!((error.field(), error.rule()), ("access key", "must not be empty"));
/// assert_eq!(error, SignError::new("access key", "must not be empty"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignError {
    field: &'static str,
    rule: Cow<'static, str>,
}

impl SignError {
    /// An error about `field`, which breaks `rule` ("must not be empty"). Example: [`Rs256Key`](crate::rsa::Rs256Key).
    pub fn new(field: &'static str, rule: impl Into<Cow<'static, str>>) -> Self {
        Self { field, rule: rule.into() }
    }

    /// What is wrong: `access key`, `secret key`, `host`, a header's name …
    /// Example: [`TokenId`](crate::opentok::TokenId).
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// The rule it breaks. Example: [`SignError`].
    pub fn rule(&self) -> &str {
        &self.rule
    }
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot sign: {} {}", self.field, self.rule)
    }
}

impl std::error::Error for SignError {}

/// Refuses a key pair with an empty half.
pub(crate) fn check_keys(credentials: &Credentials) -> Result<(), SignError> {
    if credentials.access_key().is_empty() {
        return Err(SignError::new("access key", "must not be empty"));
    }
    if credentials.secret_key().is_empty() {
        return Err(SignError::new("secret key", "must not be empty"));
    }
    if credentials.secret_key().expose().ends_with(b"\n") {
        return Err(SignError::new(
            "secret key",
            "must not end in a line break: trim what was read from a file",
        ));
    }
    Ok(())
}
