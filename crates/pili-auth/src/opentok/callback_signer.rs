use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};

use super::{bearer, stamp::Stamp};
use crate::{Secret, SignError, Signer, jwt, mac, unix_seconds};

/// Signs callbacks as the service does (spec 23.5), for tests and for services that stand in for it.
/// [`CallbackVerifier`](super::CallbackVerifier) checks them.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_auth::{Signer, opentok::{CallbackSigner, CallbackVerifier}};
///
/// let signer = CallbackSigner::new("signature secret")
///     .api_key("45678123")
///     .application_id("a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
///     .ids(|| "one".to_owned());
/// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// let mut callback = http::Request::post("/hook").body(bytes::Bytes::from("{}"))?;
/// signer.sign(&mut callback, now)?;
/// assert!(CallbackVerifier::new("signature secret").verify(&callback, now).is_ok());
/// assert!(CallbackVerifier::new("another").verify(&callback, now).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct CallbackSigner {
    secret: Secret,
    stamp: Stamp,
    api_key: Option<String>,
    application_id: Option<String>,
}

impl CallbackSigner {
    /// Signs with a signature secret, and random UUIDs for `jti`.
    /// Example: [`CallbackVerifier`](crate::opentok::CallbackVerifier).
    pub fn new(secret: impl Into<Secret>) -> Self {
        let stamp = Stamp::new(Duration::ZERO);
        Self { secret: secret.into(), stamp, api_key: None, application_id: None }
    }

    /// Names the account. Example: [`CallbackSigner`].
    pub fn api_key(self, key: impl Into<String>) -> Self {
        Self { api_key: Some(key.into()), ..self }
    }

    /// Names the application. Example: [`CallbackSigner`].
    pub fn application_id(self, id: impl Into<String>) -> Self {
        Self { application_id: Some(id.into()), ..self }
    }

    /// Takes what stands in `jti` from the caller instead of the system's random source. Example: [`CallbackSigner`].
    pub fn ids(self, id: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { stamp: self.stamp.ids(id), ..self }
    }

    fn claims(&self, body: &Bytes, now: SystemTime) -> Result<Value, SignError> {
        let mut claims = json!({
            "iss": "Vonage",
            "iat": unix_seconds(now),
            "jti": self.stamp.id()?,
            "payload_hash": mac::sha256_hex(body),
        });
        for (name, value) in [("api_key", &self.api_key), ("application_id", &self.application_id)] {
            if let Some(value) = value {
                claims[name] = value.as_str().into();
            }
        }
        Ok(claims)
    }
}

impl Signer for CallbackSigner {
    fn sign(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), SignError> {
        if self.secret.is_empty() {
            return Err(SignError::new("signature secret", "must not be empty"));
        }
        let text = jwt::text_hs256(&self.claims(request.body(), now)?);
        let token = jwt::sealed(&text, &self.secret);
        bearer::put(request, &token, text)
    }
}
