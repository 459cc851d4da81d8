use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};

use super::{bearer, stamp::Stamp};
use crate::{Secret, SignError, Signer, jwt, mac, unix_seconds};

/// Signs callbacks as the service does (spec 23.5), for tests and for services that stand in for it.
/// [`CallbackVerifier`](super::CallbackVerifier) checks them.
#[derive(Clone, Debug)]
pub struct CallbackSigner {
    secret: Secret,
    stamp: Stamp,
    api_key: Option<String>,
    application_id: Option<String>,
}

impl CallbackSigner {
    /// Signs with a signature secret, and random UUIDs for `jti`.
    pub fn new(secret: impl Into<Secret>) -> Self {
        let stamp = Stamp::new(Duration::ZERO);
        Self { secret: secret.into(), stamp, api_key: None, application_id: None }
    }

    /// Names the account.
    pub fn api_key(self, key: impl Into<String>) -> Self {
        Self { api_key: Some(key.into()), ..self }
    }

    /// Names the application.
    pub fn application_id(self, id: impl Into<String>) -> Self {
        Self { application_id: Some(id.into()), ..self }
    }

    /// Takes what stands in `jti` from the caller instead of the system's random source.
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
