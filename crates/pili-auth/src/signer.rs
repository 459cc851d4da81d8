use std::{borrow::Cow, fmt, sync::Arc, time::SystemTime};

use bytes::Bytes;

use crate::Credentials;

/// Puts a vendor's signature on a request.
///
/// Called once per attempt with the time of that attempt. A signer also leaves the [`StringToSign`] in the
/// request's extensions, so that a refused signature can be explained.
#[diagnostic::on_unimplemented(
    message = "`{Self}` signs no requests",
    note = "credentials go into the signer of a product's scheme: `QiniuV2::new(credentials)`, `OssV4::new(credentials, region)`"
)]
pub trait Signer: fmt::Debug + Send + Sync {
    /// Signs `request` as of `now`.
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
#[derive(Clone, PartialEq, Eq)]
pub struct StringToSign(Bytes);

impl StringToSign {
    /// Wraps the bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self(bytes.into())
    }

    /// The bytes as signed.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes as text; what is no UTF-8 shows as `U+FFFD`.
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignError {
    field: &'static str,
    rule: Cow<'static, str>,
}

impl SignError {
    /// An error about `field`, which breaks `rule` ("must not be empty").
    pub fn new(field: &'static str, rule: impl Into<Cow<'static, str>>) -> Self {
        Self { field, rule: rule.into() }
    }

    /// What is wrong: `access key`, `secret key`, `host`, a header's name …
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// The rule it breaks.
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
