use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};

use super::{Application, bearer, stamp::Stamp};
use crate::{SignError, Signer, jwt};

/// Signs REST calls of an application with a fresh JSON Web Token in `Authorization: Bearer` (spec 23.2).
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_auth::{Signer, opentok::{Application, ApplicationId, ApplicationJwt, ApplicationVerifier}, rsa::PrivateKey};
///
/// # let pem = include_str!("../../tests/keys/application.pkcs8.pem");
/// let key = PrivateKey::from_pem(pem)?;
/// let id = ApplicationId::new("a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")?;
/// let verifier = ApplicationVerifier::new(id.clone(), key.public_key());
///
/// let signer = ApplicationJwt::new(Application::new(id, key));
/// let mut request = http::Request::get("https://video.api.vonage.com/").body(bytes::Bytes::new())?;
/// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// signer.sign(&mut request, now)?;
/// assert_eq!(verifier.verify(&request, now), Ok(()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ApplicationJwt {
    application: Application,
    stamp: Stamp,
}

impl ApplicationJwt {
    /// How long a token is good for unless [`lifetime`](Self::lifetime) says otherwise: 15 minutes, as in the
    /// vendor's SDKs.
    pub const LIFETIME: Duration = Duration::from_secs(900);
    /// The longest that the service accepts: a day. Example: [`ApplicationJwt::lifetime`].
    pub const LONGEST: Duration = Duration::from_secs(86_400);

    /// Signs with an application's key, tokens of 15 minutes, and random UUIDs for `jti`. Example: [`ApplicationJwt`].
    pub fn new(application: Application) -> Self {
        Self { application, stamp: Stamp::new(Self::LIFETIME) }
    }

    /// How long a token is good for, in whole seconds; more than a day counts as a day.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_auth::{jwt, opentok::{Application, ApplicationId, ApplicationJwt}, rsa::PrivateKey};
    ///
    /// # let pem = include_str!("../../tests/keys/application.pkcs8.pem");
    /// let id = ApplicationId::new("a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")?;
    /// let signer = ApplicationJwt::new(Application::new(id, PrivateKey::from_pem(pem)?))
    ///     .lifetime(ApplicationJwt::LONGEST.min(ApplicationJwt::LIFETIME * 2))
    ///     .back_dated(Duration::from_secs(10))
    ///     .ids(|| "one".to_owned());
    /// let claims = jwt::claims(&signer.token(UNIX_EPOCH + Duration::from_secs(1_700_000_000))?)?;
    /// assert_eq!((&claims["jti"], &claims["iat"]), (&"one".into(), &1_699_999_990.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lifetime(self, lifetime: Duration) -> Self {
        Self { stamp: self.stamp.lifetime(lifetime.min(Self::LONGEST)), ..self }
    }

    /// Dates tokens back, for machines whose clock runs ahead. Example: [`ApplicationJwt::lifetime`].
    pub fn back_dated(self, by: Duration) -> Self {
        Self { stamp: self.stamp.back_dated(by), ..self }
    }

    /// Takes what stands in `jti` from the caller instead of the system's random source.
    /// Example: [`ApplicationJwt::lifetime`].
    pub fn ids(self, id: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { stamp: self.stamp.ids(id), ..self }
    }

    /// The token of a call made at `now`. Example: [`ApplicationJwt::lifetime`].
    ///
    /// # Errors
    /// When the key cannot sign, or the system has no random source.
    pub fn token(&self, now: SystemTime) -> Result<String, SignError> {
        jwt::encode_rs256(&self.claims(now)?, self.application.key())
    }

    fn claims(&self, now: SystemTime) -> Result<Value, SignError> {
        let (iat, exp) = self.stamp.times(now);
        Ok(json!({
            "application_id": self.application.id().as_str(),
            "iat": iat,
            "exp": exp,
            "jti": self.stamp.id()?,
        }))
    }
}

impl Signer for ApplicationJwt {
    fn sign(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), SignError> {
        let text = jwt::text_rs256(&self.claims(now)?);
        let token = jwt::sealed_rs256(&text, self.application.key())?;
        bearer::put(request, &token, text)
    }
}
