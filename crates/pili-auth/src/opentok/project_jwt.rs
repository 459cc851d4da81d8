#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;

use super::{
    Refusal,
    secret_jwt::{Holder, SecretJwt},
    stamp::Stamp,
};
use crate::{Credentials, SignError, Signer};

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
pub struct ProjectJwt(SecretJwt);

impl ProjectJwt {
    /// How long a token is good for unless [`lifetime`](Self::lifetime) says otherwise: 180 s.
    pub const LIFETIME: Duration = Duration::from_secs(180);
    /// The longest that the service accepts: 300 s. Example: [`ProjectJwt::lifetime`].
    pub const LONGEST: Duration = Duration::from_secs(300);

    /// Signs with a project's key and secret, tokens of 180 s, and random UUIDs for nonces. Example: [`ProjectJwt`].
    pub fn new(project: Credentials) -> Self {
        Self(SecretJwt::new(Holder::Project, project))
    }

    /// How long a token is good for, in whole seconds; more than 300 s counts as 300 s.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_auth::{Credentials, jwt, opentok::ProjectJwt};
    ///
    /// let signer = ProjectJwt::new(Credentials::new("45678123", "secret"))
    ///     .lifetime(ProjectJwt::LONGEST.min(ProjectJwt::LIFETIME / 3))
    ///     .back_dated(Duration::from_secs(10))
    ///     .nonce(|| "one".to_owned());
    /// let claims = jwt::claims(&signer.token(UNIX_EPOCH + Duration::from_secs(1_700_000_000))?)?;
    /// assert_eq!((&claims["jti"], &claims["iat"]), (&"one".into(), &1_699_999_990.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lifetime(self, lifetime: Duration) -> Self {
        self.stamped(|stamp| stamp.lifetime(lifetime.min(Self::LONGEST)))
    }

    /// Dates tokens back, for machines whose clock runs ahead. Example: [`ProjectJwt::lifetime`].
    pub fn back_dated(self, by: Duration) -> Self {
        self.stamped(|stamp| stamp.back_dated(by))
    }

    /// Takes nonces (the claim `jti`) from the caller instead of the system's random source.
    /// Example: [`ProjectJwt::lifetime`].
    pub fn nonce(self, nonce: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.stamped(|stamp| stamp.ids(nonce))
    }

    /// The token of a call made at `now`. Example: [`ProjectJwt::lifetime`].
    ///
    /// # Errors
    /// When a key is empty, or the system has no random source.
    pub fn token(&self, now: SystemTime) -> Result<String, SignError> {
        self.0.token(now)
    }

    /// Checks the token of a request as received. One that was made after `now`, in whole seconds, is refused,
    /// as the service does: there is no leeway.
    ///
    /// The type of issuer, `project`, may stand in the claims or, as the vendor's SDK for Ruby writes it, in the
    /// header of the token. Example: [`ProjectJwt`].
    ///
    /// # Errors
    /// A [`Refusal`] that says which part is wrong; for the token of an application [`Refusal::OtherMode`].
    pub fn verify(&self, request: &Request<Bytes>, now: SystemTime) -> Result<(), Refusal> {
        self.0.verify(request, now)
    }

    fn stamped(mut self, stamp: impl FnOnce(Stamp) -> Stamp) -> Self {
        self.0.stamp = stamp(self.0.stamp);
        self
    }
}

impl Signer for ProjectJwt {
    fn sign(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), SignError> {
        self.0.sign(request, now)
    }
}
