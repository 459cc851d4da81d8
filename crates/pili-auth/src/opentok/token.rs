mod facts;

use std::time::{Duration, SystemTime};

use super::{Application, Credentials as Caller, Nonce, Role, SessionId, TokenId, t1};
use crate::{Credentials, SignError, jwt, names::NameError, signer::check_keys, unix_seconds};
use facts::Facts;

/// What a client presents to connect to a session (spec 5).
///
/// A project has two formats, and the choice is explicit: [`t1`](Self::t1), which every SDK reads, and
/// [`jwt`](Self::jwt), which the vendor's newer SDKs make by default. An application has one,
/// [`application_jwt`](Self::application_jwt). [`signed_by`](Self::signed_by) makes the one that serves either.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_auth::{Credentials, opentok::{ClientToken, Nonce, Role}};
///
/// let project = Credentials::new("45678123", "9f0c4e1b7a2d5c8e3f60718293a4b5c6d7e8f901");
/// let session = "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg";
/// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// let token = ClientToken::new(session).role(Role::Moderator).data("name=Johnny");
/// assert!(token.t1(&project, now, Nonce::random()?)?.starts_with("T1=="));
/// assert!(token.jwt(&project, now, Nonce::random()?)?.starts_with("ey"));
/// # Ok::<(), pili_auth::SignError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a token is made by `signed_by`, `t1`, `jwt` or `application_jwt`"]
pub struct ClientToken {
    session_id: String,
    role: Role,
    expires_at: Option<SystemTime>,
    data: String,
    layout_classes: Vec<String>,
}

impl ClientToken {
    /// How long a token is good for unless it says otherwise: a day. Example: [`ClientToken::expires_at`].
    pub const LIFETIME: Duration = Duration::from_secs(86_400);
    /// How far off an expiry may be: 30 days. Example: [`ClientToken::expires_at`].
    pub const LONGEST: Duration = Duration::from_secs(2_592_000);
    /// Most characters of the connection data, and of the class names with the blanks between them.
    /// Example: [`ClientToken::expires_at`].
    pub const MOST_TEXT: usize = 1000;

    /// A token for a session, with the role of a publisher. Example: [`ClientToken`].
    pub fn new(session_id: impl Into<String>) -> Self {
        let session_id = session_id.into();
        Self {
            session_id,
            role: Role::default(),
            expires_at: None,
            data: String::new(),
            layout_classes: vec![],
        }
    }

    /// What the client may do. Example: [`ClientToken`].
    pub fn role(self, role: Role) -> Self {
        Self { role, ..self }
    }

    /// Until when the client may connect, cut to whole seconds: from now to 30 days ahead.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_auth::opentok::{ClientToken, Credentials, Decoded};
    ///
    /// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    /// let token = ClientToken::new("1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg")
    ///     .expires_at(now + ClientToken::LIFETIME / 24)
    ///     .initial_layout_classes(["focus", "small"]);
    /// let credentials = Credentials::project("45678123", "secret");
    /// let read = Decoded::read(&token.signed_by(&credentials, now)?)?;
    /// assert_eq!(read.initial_layout_classes, ["focus", "small"]);
    ///
    /// let far = token.expires_at(now + ClientToken::LONGEST * 2);
    /// assert_eq!(far.signed_by(&credentials, now).unwrap_err().field(), "expiry");
    /// assert!(ClientToken::new("1").data("x".repeat(ClientToken::MOST_TEXT + 1)).signed_by(&credentials, now).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn expires_at(self, time: SystemTime) -> Self {
        Self { expires_at: Some(time), ..self }
    }

    /// What the token tells of the client, at most 1000 characters. Every participant can read it.
    /// Example: [`ClientToken`].
    pub fn data(self, data: impl Into<String>) -> Self {
        Self { data: data.into(), ..self }
    }

    /// The layout classes of the client's streams, at most 1000 characters together. A name with a blank in
    /// it counts as two. Example: [`ClientToken::expires_at`].
    pub fn initial_layout_classes<C: Into<String>>(self, classes: impl IntoIterator<Item = C>) -> Self {
        Self { layout_classes: classes.into_iter().map(Into::into).collect(), ..self }
    }

    /// The token as a JSON Web Token of whoever the credentials are: what a program writes that serves both modes.
    /// What tells it from others of the same second comes from the system's random source.
    ///
    /// ```
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// use pili_auth::opentok::{ClientToken, Credentials};
    ///
    /// # let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    /// let credentials = Credentials::project("45678123", "secret");
    /// let token = ClientToken::new("1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg");
    /// assert!(token.signed_by(&credentials, now)?.starts_with("ey"));
    /// # Ok::<(), pili_auth::SignError>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`jwt`](Self::jwt) or [`application_jwt`](Self::application_jwt), or the system has no random source.
    pub fn signed_by(&self, credentials: &Caller, now: SystemTime) -> Result<String, SignError> {
        match credentials {
            Caller::Project(project) => self.jwt(project, now, Nonce::random()?),
            Caller::Application(application) => self.application_jwt(application, now, &TokenId::random()?),
        }
    }

    /// The token in the format `T1`.
    ///
    /// Its text can be changed without breaking its signature, so [revoke](super::TokenVerifier#revoking-a-token)
    /// it by what it says and not by its text.
    ///
    /// # Errors
    /// When a key is empty, the session belongs to another project, or a rule above is broken.
    pub fn t1(&self, project: &Credentials, now: SystemTime, nonce: Nonce) -> Result<String, SignError> {
        let facts = self.facts(project, now)?;
        Ok(t1::encode(project, &facts.t1_data(nonce)))
    }

    /// The token as a JSON Web Token. Example: [`ClientToken`].
    ///
    /// # Errors
    /// As [`t1`](Self::t1).
    pub fn jwt(&self, project: &Credentials, now: SystemTime, nonce: Nonce) -> Result<String, SignError> {
        let facts = self.facts(project, now)?;
        Ok(jwt::encode_written(&facts.claims(project.access_key(), nonce), project.secret_key()))
    }

    /// The token of an application, signed with its private key (RS256).
    ///
    /// A session ID need not be readable here; one that names another application or a project is refused.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_auth::{opentok::{Application, ApplicationId, ClientToken, TokenId, TokenVerifier}, rsa::PrivateKey};
    ///
    /// # let pem = include_str!("../../tests/keys/application.pkcs8.pem");
    /// let key = PrivateKey::from_pem(pem)?;
    /// let id = ApplicationId::new("a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")?;
    /// let verifier = TokenVerifier::of_application(id.clone(), key.public_key()).accept_no_expiry();
    ///
    /// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    /// let token = ClientToken::new("a-session").application_jwt(&Application::new(id, key), now, &TokenId::new("one")?)?;
    /// assert_eq!(verifier.verify(&token, now)?.session_id, "a-session");
    /// assert!(verifier.verify(&token, now - 2 * TokenVerifier::LEEWAY).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the session belongs to another application, a rule above is broken, or the key cannot sign.
    pub fn application_jwt(
        &self,
        application: &Application,
        now: SystemTime,
        id: &TokenId,
    ) -> Result<String, SignError> {
        self.check_session_of(application)?;
        let facts = self.checked(now)?;
        jwt::encode_rs256(&facts.application_claims(application.id().as_str(), id), application.key())
    }

    fn facts(&self, project: &Credentials, now: SystemTime) -> Result<Facts<'_>, SignError> {
        check_keys(project)?;
        self.check_session(project.access_key())?;
        self.checked(now)
    }

    fn checked(&self, now: SystemTime) -> Result<Facts<'_>, SignError> {
        self.check_texts()?;
        let now = unix_seconds(now);
        let expires_at = self.expiry(now)?;
        Ok(Facts { token: self, now, expires_at, classes: self.layout_classes.join(" ") })
    }

    fn check_session(&self, api_key: &str) -> Result<(), SignError> {
        let id = SessionId::parse(&self.session_id).map_err(|error| named(&error))?;
        if id.api_key() == api_key {
            Ok(())
        } else {
            Err(SignError::new("session id", "must belong to the project of the API key"))
        }
    }

    fn check_session_of(&self, application: &Application) -> Result<(), SignError> {
        if self.session_id.is_empty() {
            return Err(SignError::new("session id", "must not be empty"));
        }
        match SessionId::parse(&self.session_id) {
            Ok(id) if id.api_key() != application.id().as_str() => {
                Err(SignError::new("session id", "must belong to the application"))
            }
            _ => Ok(()),
        }
    }

    fn check_texts(&self) -> Result<(), SignError> {
        if self.data.chars().count() > Self::MOST_TEXT {
            return Err(SignError::new("data", "must be at most 1000 characters"));
        }
        if self.layout_classes.iter().any(String::is_empty) {
            return Err(SignError::new("initial layout class", "must not be empty"));
        }
        if self.layout_classes.join(" ").chars().count() > Self::MOST_TEXT {
            return Err(SignError::new("initial layout classes", "must be at most 1000 characters together"));
        }
        Ok(())
    }

    fn expiry(&self, now: i64) -> Result<i64, SignError> {
        let after = |length: Duration| now.saturating_add_unsigned(length.as_secs());
        match self.expires_at.map(unix_seconds) {
            None => Ok(after(Self::LIFETIME)),
            Some(time) if time < now => Err(SignError::new("expiry", "must not be in the past")),
            Some(time) if time > after(Self::LONGEST) => {
                Err(SignError::new("expiry", "must be at most 30 days ahead"))
            }
            Some(time) => Ok(time),
        }
    }
}

fn named(error: &NameError) -> SignError {
    SignError::new(error.field(), error.rule())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESSION: &str = "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg";

    fn refused(token: ClientToken) -> &'static str {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let project = Credentials::new("45678123", "secret");
        let nonce = Nonce::new(1).unwrap();
        let error = token.t1(&project, now, nonce).unwrap_err();
        assert_eq!(token.jwt(&project, now, nonce).unwrap_err(), error, "both formats have one set of rules");
        error.field()
    }

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn every_rule_is_checked_before_a_token_is_made() {
        let token = || ClientToken::new(SESSION);
        assert_eq!(refused(ClientToken::new("1_")), "session id");
        assert_eq!(refused(ClientToken::new("1_MX45OTk5OTk5OX5-MTY5OTk5OTk5MDEyM35xM1hHbTB-")), "session id");
        assert_eq!(refused(token().expires_at(at(1_699_999_999))), "expiry");
        assert_eq!(refused(token().expires_at(at(1_702_592_001))), "expiry");
        assert_eq!(refused(token().data("é".repeat(1001))), "data");
        assert_eq!(refused(token().initial_layout_classes(["focus", ""])), "initial layout class");
        assert_eq!(
            refused(token().initial_layout_classes(["c".repeat(500), "c".repeat(500)])),
            "initial layout classes"
        );
    }

    #[test]
    fn what_is_just_allowed_is_allowed() {
        let made = |token: ClientToken| {
            let project = Credentials::new("45678123", "secret");
            token.t1(&project, at(1_700_000_000), Nonce::new(1).unwrap())
        };
        let token = || ClientToken::new(SESSION);
        let classes = ["c".repeat(500), "c".repeat(499)];
        for token in [
            token().expires_at(at(1_700_000_000)),
            token().expires_at(at(1_702_592_000)),
            token().data("é".repeat(1000)),
            token().initial_layout_classes(classes),
        ] {
            assert!(made(token).is_ok());
        }
    }

    #[test]
    fn no_token_is_made_without_a_secret() {
        let project = Credentials::new("45678123", "");
        let made = ClientToken::new(SESSION).jwt(&project, at(1_700_000_000), Nonce::new(1).unwrap());
        assert_eq!(made.unwrap_err().field(), "secret key");
    }
}
