mod keys;

#[cfg(test)]
#[cfg(feature = "ring")]
mod application_tests;
#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

#[cfg(feature = "ring")]
use super::ApplicationId;
use super::{ApplicationJwt, ClientToken, Decoded, Field, Fields, Format, Issuer, Refusal, Validity};
use crate::Credentials;
#[cfg(feature = "ring")]
use crate::rsa::PublicKey;
use keys::Keys;

/// Checks client tokens of a project, in either format and of any SDK (spec 5), or those of an application (spec
/// 23.4).
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_auth::{Credentials, opentok::{ClientToken, Nonce, Refusal, TokenVerifier}};
///
/// let project = Credentials::new("45678123", "secret");
/// let session = "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg";
/// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// let token = ClientToken::new(session).t1(&project, now, Nonce::random()?)?;
///
/// let verifier = TokenVerifier::new(project).session(session);
/// assert_eq!(verifier.verify(&token, now).unwrap().session_id, session);
/// let later = now + Duration::from_secs(86_400 + 60);
/// assert_eq!(verifier.verify(&token, later), Err(Refusal::Expired(Duration::from_secs(60))));
/// # Ok::<(), pili_auth::SignError>(())
/// ```
///
/// # Revoking a token
///
/// A token in the format `T1` can be written in many ways without breaking its signature: with the digits of
/// the signature in capitals, in the other Base64 alphabet, with or without padding. So a list of revoked tokens
/// must not be keyed by a token's text, or by a hash of it: whoever holds one writes it another way. Key the
/// list by what [`verify`](Self::verify) read: by the whole [`Decoded`], which is [`Hash`] and [`Eq`] and the
/// same for every way to write a token; by [`Decoded::data`] to keep out a person that it names; or by
/// [`Decoded::session_id`] and [`Decoded::created_at`] to end all that were made before a moment.
#[derive(Clone, Debug)]
pub struct TokenVerifier {
    keys: Keys,
    session: Option<String>,
    accepts_no_expiry: bool,
}

impl TokenVerifier {
    /// How far the clock of a token's maker may be ahead: 1 s. Times are written in whole seconds, and the SDK
    /// for Node rounds them. Example: [`ClientToken::application_jwt`].
    pub const LEEWAY: Duration = Duration::from_secs(1);

    /// Checks tokens made with a project's key and secret. Example: [`TokenVerifier`].
    pub fn new(project: Credentials) -> Self {
        Self::with(Keys::Project(project))
    }

    /// Checks tokens of an application by its public key; needs the feature `ring`. RS256 is taken and nothing else, whatever a token says.
    /// Example: [`ClientToken::application_jwt`].
    #[cfg(feature = "ring")]
    pub fn of_application(id: ApplicationId, key: PublicKey) -> Self {
        Self::with(Keys::Application { id, key })
    }

    fn with(keys: Keys) -> Self {
        Self { keys, session: None, accepts_no_expiry: false }
    }

    /// Only tokens for this session. Example: [`TokenVerifier`].
    pub fn session(self, id: impl Into<String>) -> Self {
        Self { session: Some(id.into()), ..self }
    }

    /// Takes a JSON Web Token without the claim `exp` too, for the vendor's default: a day from its creation. The
    /// SDKs for Ruby and PHP make such tokens unless they are told a time. Of an application, where no SDK does, the
    /// default is [15 minutes](ApplicationJwt::LIFETIME). Example: [`ClientToken::application_jwt`].
    pub fn accept_no_expiry(self) -> Self {
        Self { accepts_no_expiry: true, ..self }
    }

    /// Reads a token if it is good at `now`, and says until when it is.
    ///
    /// It must be one for connecting to a session (`scope`), of a project made by one (`ist`), at most
    /// [`LEEWAY`](Self::LEEWAY) after `now`, for at most [30 days](ClientToken::LONGEST). It is good to the last
    /// second of its expiry. One in the format `T1` that says no expiry is good for [a
    /// day](ClientToken::LIFETIME), the format's default. What cannot be read never counts as absent.
    /// Example: [`TokenVerifier`].
    ///
    /// # Errors
    /// The [`Refusal`], checked in this order: form, mode and key, signature, purpose, session, times.
    pub fn verify(&self, token: &str, now: SystemTime) -> Result<Decoded, Refusal> {
        let fields = Fields::read(token)?;
        let mut decoded = Decoded::of(&fields)?;
        self.keys.check(token, &fields, &decoded.issuer)?;
        fields.check_purpose()?;
        if self.session.as_ref().is_some_and(|id| *id != decoded.session_id) {
            return Err(Refusal::OtherSession(decoded.session_id));
        }
        let validity = self.validity(&fields, &decoded)?;
        validity.check(now, Self::LEEWAY, ClientToken::LONGEST)?;
        decoded.expires_at = Some(validity.expires);
        Ok(decoded)
    }

    fn validity(&self, fields: &Fields, decoded: &Decoded) -> Result<Validity, Refusal> {
        let created = decoded.created_at.ok_or_else(|| Field::CREATED.malformed())?;
        let may_default = decoded.format == Format::T1 || self.accepts_no_expiry;
        let lifetime = match decoded.issuer {
            Issuer::Project(_) => ClientToken::LIFETIME,
            Issuer::Application(_) => ApplicationJwt::LIFETIME,
        };
        let default = || created.checked_add(lifetime).filter(|_| may_default);
        let expires = decoded.expires_at.or_else(default).ok_or_else(|| Field::EXPIRES.malformed())?;
        Ok(Validity { created, begins: fields.time(&Field::BEGINS)?, expires })
    }
}
