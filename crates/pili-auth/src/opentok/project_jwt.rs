#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Request};
use serde_json::{Value, json};

use super::{
    Claims, Field, Issuer, OF_PROJECT, PROJECT_HEADER as HEADER, Refusal, Validity, bearer, stamp::Stamp,
};
use crate::{Credentials, SignError, Signer, StringToSign, jwt, signer::check_keys, verify};

/// Signs REST calls with a fresh JSON Web Token in `X-OPENTOK-AUTH` (spec 2.1).
///
/// The service refuses a token that was made in its future, so a clock that runs ahead makes every call
/// fail with 403; [`back_dated`](Self::back_dated) helps where the clock cannot be mended.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_auth::{Credentials, Signer, opentok::ProjectJwt};
///
/// let signer = ProjectJwt::new(Credentials::new("45678123", "secret"));
/// let mut request = http::Request::get("https://api.opentok.com/").body(bytes::Bytes::new())?;
/// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// signer.sign(&mut request, now)?;
/// assert_eq!(signer.verify(&request, now), Ok(()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ProjectJwt {
    project: Credentials,
    stamp: Stamp,
}

impl ProjectJwt {
    /// How long a token is good for unless [`lifetime`](Self::lifetime) says otherwise: 180 s.
    pub const LIFETIME: Duration = Duration::from_secs(180);
    /// The longest that the service accepts: 300 s.
    pub const LONGEST: Duration = Duration::from_secs(300);

    /// Signs with a project's key and secret, tokens of 180 s, and random UUIDs for nonces.
    pub fn new(project: Credentials) -> Self {
        Self { project, stamp: Stamp::new(Self::LIFETIME) }
    }

    /// How long a token is good for, in whole seconds; more than 300 s counts as 300 s.
    pub fn lifetime(self, lifetime: Duration) -> Self {
        Self { stamp: self.stamp.lifetime(lifetime.min(Self::LONGEST)), ..self }
    }

    /// Dates tokens back, for machines whose clock runs ahead.
    pub fn back_dated(self, by: Duration) -> Self {
        Self { stamp: self.stamp.back_dated(by), ..self }
    }

    /// Takes nonces (the claim `jti`) from the caller instead of the system's random source.
    pub fn nonce(self, nonce: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { stamp: self.stamp.ids(nonce), ..self }
    }

    /// The token of a call made at `now`.
    ///
    /// # Errors
    /// When a key is empty, or the system has no random source.
    pub fn token(&self, now: SystemTime) -> Result<String, SignError> {
        Ok(jwt::encode(&self.claims(now)?, self.project.secret_key()))
    }

    /// Checks the token of a request as received. One that was made after `now`, in whole seconds, is refused,
    /// as the service does: there is no leeway.
    ///
    /// The type of issuer, `project`, may stand in the claims or, as the vendor's SDK for Ruby writes it, in the
    /// header of the token.
    ///
    /// # Errors
    /// A [`Refusal`] that says which part is wrong; for the token of an application [`Refusal::OtherMode`].
    pub fn verify(&self, request: &Request<Bytes>, now: SystemTime) -> Result<(), Refusal> {
        verify::check_once(request.headers()).map_err(Refusal::Duplicate)?;
        let token = request.headers().get(HEADER).ok_or_else(|| without_header(request))?;
        let token = token.to_str().map_err(|_| Refusal::Malformed("the header"))?;
        let claims = Claims::read(token)?;
        if let Ok(application @ Issuer::Application(_)) = Issuer::of(&claims) {
            return Err(Refusal::OtherMode(application));
        }
        let key = claims.text(&Field::API_KEY)?.ok_or_else(|| Field::API_KEY.malformed())?;
        if key != self.project.access_key() {
            return Err(Refusal::OtherKey(key));
        }
        jwt::verify(token, self.project.secret_key()).map_err(Refusal::of)?;
        if claims.is_of_project() != Some(true) {
            return Err(Refusal::Malformed(OF_PROJECT));
        }
        Validity::of(&claims)?.check(now, Duration::ZERO, Self::LONGEST)
    }

    fn claims(&self, now: SystemTime) -> Result<Value, SignError> {
        check_keys(&self.project)?;
        let (iat, exp) = self.stamp.times(now);
        Ok(json!({
            "iss": self.project.access_key(),
            "ist": "project",
            "iat": iat,
            "exp": exp,
            "jti": self.stamp.id()?,
        }))
    }
}

impl Signer for ProjectJwt {
    fn sign(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), SignError> {
        let claims = self.claims(now)?;
        let text = jwt::text_hs256(&claims);
        let token = jwt::sealed(&text, self.project.secret_key());
        let mut value = HeaderValue::try_from(token)
            .map_err(|_| SignError::new("access key", "must be printable ASCII"))?;
        value.set_sensitive(true);
        request.headers_mut().insert(HEADER, value);
        request.extensions_mut().insert(StringToSign::new(text));
        Ok(())
    }
}

/// An application's calls have their token in `Authorization`.
fn without_header(request: &Request<Bytes>) -> Refusal {
    let token = bearer::token(request.headers()).ok();
    match token.and_then(|token| Issuer::of(&Claims::read(token).ok()?).ok()) {
        Some(application @ Issuer::Application(_)) => Refusal::OtherMode(application),
        _ => Refusal::Missing,
    }
}
