use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use serde_json::{Value, json};

use super::{Refusal, random};
use crate::{Credentials, SignError, Signer, StringToSign, jwt, signer::check_keys, unix_seconds};

const HEADER: HeaderName = HeaderName::from_static("x-opentok-auth");

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
#[derive(Clone)]
pub struct ProjectJwt {
    project: Credentials,
    lifetime: Duration,
    back_dated: Duration,
    nonce: Arc<dyn Fn() -> Result<String, SignError> + Send + Sync>,
}

impl ProjectJwt {
    /// How long a token is good for unless [`lifetime`](Self::lifetime) says otherwise: 180 s.
    pub const LIFETIME: Duration = Duration::from_secs(180);
    /// The longest that the service accepts: 300 s.
    pub const LONGEST: Duration = Duration::from_secs(300);

    /// Signs with a project's key and secret, tokens of 180 s, and random UUIDs for nonces.
    pub fn new(project: Credentials) -> Self {
        let nonce = Arc::new(random::uuid);
        Self { project, lifetime: Self::LIFETIME, back_dated: Duration::ZERO, nonce }
    }

    /// How long a token is good for, in whole seconds; more than 300 s counts as 300 s.
    pub fn lifetime(self, lifetime: Duration) -> Self {
        Self { lifetime: lifetime.min(Self::LONGEST), ..self }
    }

    /// Dates tokens back, for machines whose clock runs ahead.
    pub fn back_dated(self, by: Duration) -> Self {
        Self { back_dated: by, ..self }
    }

    /// Takes nonces (the claim `jti`) from the caller instead of the system's random source.
    pub fn nonce(self, nonce: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { nonce: Arc::new(move || Ok(nonce())), ..self }
    }

    /// The token of a call made at `now`.
    ///
    /// # Errors
    /// When a key is empty, or the system has no random source.
    pub fn token(&self, now: SystemTime) -> Result<String, SignError> {
        Ok(jwt::encode(&self.claims(now)?, self.project.secret_key()))
    }

    /// Checks the token of a request as received.
    ///
    /// # Errors
    /// A [`Refusal`] that says which part is wrong.
    pub fn verify(&self, request: &Request<Bytes>, now: SystemTime) -> Result<(), Refusal> {
        let token = request.headers().get(HEADER).ok_or(Refusal::Missing)?;
        let token = token.to_str().map_err(|_| Refusal::Malformed("the header"))?;
        let claims = jwt::claims(token).map_err(Refusal::of)?;
        let key = claims["iss"].as_str().ok_or(Refusal::Malformed("the claim `iss`"))?;
        if key != self.project.access_key() {
            return Err(Refusal::OtherKey(key.to_owned()));
        }
        jwt::verify(token, self.project.secret_key()).map_err(Refusal::of)?;
        if claims["ist"] != "project" {
            return Err(Refusal::Malformed("the claim `ist`"));
        }
        check_times(&claims, unix_seconds(now))
    }

    fn claims(&self, now: SystemTime) -> Result<Value, SignError> {
        check_keys(&self.project)?;
        let iat = unix_seconds(now).saturating_sub_unsigned(self.back_dated.as_secs());
        Ok(json!({
            "iss": self.project.access_key(),
            "ist": "project",
            "iat": iat,
            "exp": iat.saturating_add_unsigned(self.lifetime.as_secs()),
            "jti": (self.nonce)()?,
        }))
    }
}

impl Signer for ProjectJwt {
    fn sign(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), SignError> {
        let claims = self.claims(now)?;
        let token = jwt::encode(&claims, self.project.secret_key());
        let mut value = HeaderValue::try_from(token)
            .map_err(|_| SignError::new("access key", "must be printable ASCII"))?;
        value.set_sensitive(true);
        request.headers_mut().insert(HEADER, value);
        request.extensions_mut().insert(StringToSign::new(jwt::signing_text(&claims)));
        Ok(())
    }
}

impl fmt::Debug for ProjectJwt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { project, lifetime, back_dated, nonce: _ } = self;
        let mut debug = f.debug_struct("ProjectJwt");
        debug.field("project", project).field("lifetime", lifetime).field("back_dated", back_dated);
        debug.finish_non_exhaustive()
    }
}

fn check_times(claims: &Value, now: i64) -> Result<(), Refusal> {
    let made = claims["iat"].as_i64().ok_or(Refusal::Malformed("the claim `iat`"))?;
    let ends = claims["exp"].as_i64().ok_or(Refusal::Malformed("the claim `exp`"))?;
    let over = |limit: i64, time: i64| u64::try_from(time.saturating_sub(limit)).ok().filter(|s| *s > 0);
    if let Some(ahead) = over(now, made) {
        return Err(Refusal::Early(Duration::from_secs(ahead)));
    }
    if let Some(ago) = over(ends, now) {
        return Err(Refusal::Expired(Duration::from_secs(ago)));
    }
    match over(made, ends).map(Duration::from_secs) {
        Some(length) if length > ProjectJwt::LONGEST => Err(Refusal::TooLong(length)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn signer(secret: &str) -> ProjectJwt {
        ProjectJwt::new(Credentials::new("45678123", secret))
    }

    fn signed(signer: &ProjectJwt, now: SystemTime) -> Request<Bytes> {
        let mut request = Request::new(Bytes::new());
        signer.sign(&mut request, now).unwrap();
        request
    }

    #[test]
    fn each_call_has_a_token_of_its_own_that_debug_does_not_show() {
        let signer = signer("secret");
        let (one, two) = (signed(&signer, at(1000)), signed(&signer, at(1000)));
        assert_ne!(one.headers()[HEADER], two.headers()[HEADER]);
        assert_eq!(format!("{:?}", one.headers()[HEADER]), "Sensitive");
        let text = one.extensions().get::<StringToSign>().unwrap().to_text().into_owned();
        assert!(one.headers()[HEADER].to_str().unwrap().starts_with(&text));
    }

    #[test]
    fn a_refusal_tells_a_wrong_clock_from_a_wrong_key() {
        let good = signer("secret");
        let request = signed(&good, at(1000));
        assert_eq!(good.verify(&request, at(1180)), Ok(()));
        assert_eq!(good.verify(&request, at(1190)), Err(Refusal::Expired(Duration::from_secs(10))));
        assert_eq!(good.verify(&request, at(940)), Err(Refusal::Early(Duration::from_secs(60))));
        assert_eq!(signer("guess").verify(&request, at(1000)), Err(Refusal::Signature));
        assert_eq!(good.verify(&Request::new(Bytes::new()), at(1000)), Err(Refusal::Missing));
        let other = ProjectJwt::new(Credentials::new("1", "secret"));
        assert_eq!(other.verify(&request, at(1000)), Err(Refusal::OtherKey("45678123".into())));
    }

    #[test]
    fn a_lifetime_is_cut_to_what_the_service_accepts() {
        let request = signed(&signer("secret").lifetime(Duration::from_secs(3600)), at(1000));
        assert_eq!(signer("secret").verify(&request, at(1300)), Ok(()));
        assert!(signer("secret").verify(&request, at(1301)).is_err());
    }
}
