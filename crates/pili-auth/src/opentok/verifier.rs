use std::time::SystemTime;

use super::{Decoded, Format, Refusal, t1};
use crate::{Credentials, jwt};

/// Checks client tokens of a project, in either format and of any SDK (spec 5).
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
#[derive(Clone, Debug)]
pub struct TokenVerifier {
    project: Credentials,
    session: Option<String>,
}

impl TokenVerifier {
    /// Checks tokens made with a project's key and secret.
    pub fn new(project: Credentials) -> Self {
        Self { project, session: None }
    }

    /// Only tokens for this session.
    pub fn session(self, id: impl Into<String>) -> Self {
        Self { session: Some(id.into()), ..self }
    }

    /// Reads a token if it is good at `now`. A token is good to the last second of its expiry.
    ///
    /// # Errors
    /// The [`Refusal`], checked in this order: form, key, signature, session, expiry.
    pub fn verify(&self, token: &str, now: SystemTime) -> Result<Decoded, Refusal> {
        let decoded = Decoded::read(token)?;
        if decoded.api_key != self.project.access_key() {
            return Err(Refusal::OtherKey(decoded.api_key));
        }
        self.check_signature(token, decoded.format)?;
        if self.session.as_ref().is_some_and(|id| *id != decoded.session_id) {
            return Err(Refusal::OtherSession(decoded.session_id));
        }
        match decoded.expires_at.and_then(|end| now.duration_since(end).ok()) {
            Some(ago) if ago.as_secs() > 0 => Err(Refusal::Expired(ago)),
            _ => Ok(decoded),
        }
    }

    fn check_signature(&self, token: &str, format: Format) -> Result<(), Refusal> {
        let secret = self.project.secret_key();
        match format {
            Format::Jwt => jwt::verify(token, secret).map(drop).map_err(Refusal::of),
            Format::T1 => {
                let good = t1::Parts::of(token).is_some_and(|parts| parts.is_signed_with(secret));
                if good { Ok(()) } else { Err(Refusal::Signature) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opentok::{ClientToken, Nonce};
    use std::time::Duration;

    const SESSION: &str = "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg";
    const NOW: Duration = Duration::from_secs(1_700_000_000);

    fn tokens() -> [String; 2] {
        let (project, now) = (Credentials::new("45678123", "secret"), SystemTime::UNIX_EPOCH + NOW);
        let token = ClientToken::new(SESSION).data("a b").initial_layout_classes(["focus", "min"]);
        let nonce = Nonce::new(7).unwrap();
        [token.t1(&project, now, nonce).unwrap(), token.jwt(&project, now, nonce).unwrap()]
    }

    fn refusal(verifier: &TokenVerifier, token: &str) -> Refusal {
        verifier.verify(token, SystemTime::UNIX_EPOCH + NOW).unwrap_err()
    }

    #[test]
    fn a_good_token_of_either_format_reads_as_it_was_made() {
        for token in tokens() {
            let verifier = TokenVerifier::new(Credentials::new("45678123", "secret")).session(SESSION);
            let decoded = verifier.verify(&token, SystemTime::UNIX_EPOCH + NOW).unwrap();
            assert_eq!(decoded.data, "a b");
            assert_eq!(decoded.initial_layout_classes, ["focus", "min"]);
        }
    }

    #[test]
    fn a_refusal_says_which_part_is_wrong() {
        for token in tokens() {
            let with = |key: &str, secret: &str| TokenVerifier::new(Credentials::new(key, secret));
            assert_eq!(refusal(&with("9", "secret"), &token), Refusal::OtherKey("45678123".into()));
            assert_eq!(refusal(&with("45678123", "guess"), &token), Refusal::Signature);
            let other = with("45678123", "secret").session("1_other");
            assert_eq!(refusal(&other, &token), Refusal::OtherSession(SESSION.into()));
        }
        let verifier = TokenVerifier::new(Credentials::new("45678123", "secret"));
        for token in ["", "T1==", "T1==%%%", "a.b.c"] {
            assert!(matches!(refusal(&verifier, token), Refusal::Malformed(_)), "{token}");
        }
    }
}
