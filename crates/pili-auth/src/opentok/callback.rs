#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;

use super::{Claims, Field, Refusal, bearer, validity::after};
use crate::{Secret, jwt, mac, verify};

/// Checks that a callback of OpenTok or Vonage comes from there: its token's signature, made with the signature
/// secret of that kind of callback, its age, and the hash of its body (spec 23.5).
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_auth::{Signer, opentok::{CallbackSigner, CallbackVerifier, Refusal}};
///
/// # let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// # let body = r#"{"event":"streamCreated"}"#;
/// # let mut request = http::Request::post("https://hooks.example.com/opentok").body(bytes::Bytes::from(body))?;
/// # CallbackSigner::new("session secret").sign(&mut request, now)?;
/// let verifier = CallbackVerifier::new("session secret").or("archive secret");
/// assert!(verifier.verify(&request, now).is_ok());
/// *request.body_mut() = r#"{ "event": "streamCreated" }"#.into();
/// assert_eq!(verifier.verify(&request, now), Err(Refusal::OtherBody));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct CallbackVerifier {
    secrets: Vec<Secret>,
    max_age: Duration,
    accepts_unhashed: bool,
}

impl CallbackVerifier {
    /// How old a callback may be unless [`max_age`](Self::max_age) says otherwise: a day, the time for which the
    /// service repeats one that was not taken.
    pub const MAX_AGE: Duration = Duration::from_secs(86_400);
    /// How far the service's clock may be ahead: a minute. Example: [`CallbackVerifier::max_age`].
    pub const LEEWAY: Duration = Duration::from_secs(60);

    /// Takes callbacks that are signed with this secret. Example: [`CallbackVerifier`].
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secrets: vec![secret.into()], max_age: Self::MAX_AGE, accepts_unhashed: false }
    }

    /// Takes those signed with this secret too: that of another kind of callback, or the next one while a secret is
    /// being changed. Example: [`CallbackVerifier`].
    pub fn or(mut self, secret: impl Into<Secret>) -> Self {
        self.secrets.push(secret.into());
        self
    }

    /// How old a callback may be, in whole seconds. Whether the service signs anew what it repeats is not
    /// documented: with a short age a repeated callback may be refused.
    ///
    /// ```
    /// use std::time::Duration;
    /// use pili_auth::opentok::CallbackVerifier;
    ///
    /// // Half the age, and clocks that are off by no more than the leeway; callbacks without a hash as well.
    /// let verifier = CallbackVerifier::new("signature secret")
    ///     .max_age(CallbackVerifier::MAX_AGE / 2 + CallbackVerifier::LEEWAY)
    ///     .accept_unhashed();
    /// # drop(verifier);
    /// ```
    pub fn max_age(self, age: Duration) -> Self {
        Self { max_age: age, ..self }
    }

    /// Takes a callback whose token says no hash of the body too. Such a token could have come with any body;
    /// [`SignedCallback::covers_body`] tells. Example: [`CallbackVerifier::max_age`].
    pub fn accept_unhashed(self) -> Self {
        Self { accepts_unhashed: true, ..self }
    }

    /// Checks a callback as received at `now`. The body must be the bytes that arrived, before anything parses
    /// them.
    ///
    /// A repeated callback is good again: keep [`SignedCallback::id`] for as long as the age allows to see each but
    /// once. Example: [`CallbackVerifier`].
    ///
    /// # Errors
    /// A [`Refusal`], checked in this order: form, signature, times, body.
    pub fn verify(&self, request: &Request<Bytes>, now: SystemTime) -> Result<SignedCallback, Refusal> {
        let token = bearer::token_or_bare(request.headers())?;
        let claims = Claims::read(token)?;
        self.check_signature(token)?;
        let signed_at = claims.time(&Field::CREATED)?.ok_or_else(|| Field::CREATED.malformed())?;
        self.check_times(&claims, signed_at, now)?;
        Ok(SignedCallback {
            signed_at,
            covers_body: self.covers(&claims, request.body())?,
            id: claims.text(&Field::ID)?,
            api_key: claims.text_or_number(&Field::ACCOUNT)?,
            application_id: claims.text(&Field::APPLICATION)?,
        })
    }

    /// The refusal of the last secret: all say the same of a form that is wrong.
    fn check_signature(&self, token: &str) -> Result<(), Refusal> {
        let verdicts = self.secrets.iter().map(|secret| jwt::verify(token, secret).map(drop));
        let verdict = verdicts.reduce(Result::or).unwrap_or(Err(jwt::JwtError::Signature));
        verdict.map_err(Refusal::of)
    }

    fn check_times(&self, claims: &Claims, signed_at: SystemTime, now: SystemTime) -> Result<(), Refusal> {
        if let Some(ahead) = after(signed_at, now).filter(|ahead| *ahead > Self::LEEWAY) {
            return Err(Refusal::Early(ahead));
        }
        let begins = claims.time(&Field::BEGINS)?.and_then(|begins| after(begins, now));
        if let Some(ahead) = begins.filter(|ahead| *ahead > Self::LEEWAY) {
            return Err(Refusal::NotYetValid(ahead));
        }
        if let Some(ago) = claims.time(&Field::EXPIRES)?.and_then(|expires| after(now, expires)) {
            return Err(Refusal::Expired(ago));
        }
        match after(now, signed_at).filter(|age| *age > self.max_age) {
            Some(age) => Err(Refusal::TooOld(age)),
            None => Ok(()),
        }
    }

    fn covers(&self, claims: &Claims, body: &Bytes) -> Result<bool, Refusal> {
        match claims.text(&Field::BODY_HASH)? {
            None if self.accepts_unhashed => Ok(false),
            None => Err(Refusal::Unhashed),
            Some(hash) if verify::same(mac::sha256_hex(body), hash.to_ascii_lowercase()) => Ok(true),
            Some(_) => Err(Refusal::OtherBody),
        }
    }
}

/// What the token of a callback says of it.
///
/// Example: [`CallbackVerifier`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SignedCallback {
    /// When it was signed.
    pub signed_at: SystemTime,
    /// Whether the signature covers the body. Always, unless
    /// [`accept_unhashed`](CallbackVerifier::accept_unhashed) was asked for.
    pub covers_body: bool,
    /// The token's ID (`jti`).
    pub id: Option<String>,
    /// The API key of the account.
    pub api_key: Option<String>,
    /// The application that it is about.
    pub application_id: Option<String>,
}
