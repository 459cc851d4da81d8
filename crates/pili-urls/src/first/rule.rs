use std::time::SystemTime;

use pili_auth::{Credentials, Secret, verify};

use crate::{
    Refusal, Verified,
    publish::PublishKey,
    received::{Received, in_time, matches, without_token},
};

/// What a server demands of a first-generation URL.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_urls::{Refusal, first::UrlRule};
///
/// let url = "rtmp://pub.example.com/hub/door?nonce=7&token=wrong";
/// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// let rule = UrlRule::Push("publish-key".into());
/// assert!(matches!(rule.verify(url, now), Err(Refusal::TokenDiffers { .. })));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlRule {
    /// A push: with `nonce` or `count` and a token, or with `key` in the open.
    Push(PublishKey),
    /// A play, as in 2014: `expiry` and a token of the account's key pair.
    PlayAccount(Credentials),
    /// A play, as in 2015: `expiry` and a token of the stream's key.
    Play(PublishKey),
}

impl UrlRule {
    /// Checks a whole URL as received, and says exactly what is wrong with a bad one.
    ///
    /// The token covers the URL before the token, scheme and host included. Whether a nonce or count was used
    /// before is for the caller to say.
    ///
    /// # Errors
    /// A [`Refusal`], whose `Display` is one line for the person who pushes or plays.
    pub fn verify(&self, url: &str, now: SystemTime) -> Result<Verified, Refusal> {
        let (plain, query) = url.split_once('?').unwrap_or((url, ""));
        let received = Received { query, rule: self.name() };
        let given = Given { text: format!("{plain}?{}", without_token(query)), received };
        match self {
            Self::Push(key) => given.push(key.secret()),
            Self::Play(key) => given.play(key.secret(), now),
            Self::PlayAccount(credentials) => given.play_account(credentials, now),
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Push(_) => "push",
            Self::PlayAccount(_) => "play (2014)",
            Self::Play(_) => "play (2015)",
        }
    }
}

/// What was received, and the text its token must cover.
struct Given<'a> {
    text: String,
    received: Received<'a>,
}

impl Given<'_> {
    fn push(&self, key: &Secret) -> Result<Verified, Refusal> {
        let counter = ["nonce", "count"].into_iter().find(|name| self.received.has(name));
        match counter {
            None if self.received.has("key") => self.open_key(key),
            counter => {
                let nonce = self.received.number(counter.unwrap_or("nonce"), 10)?;
                self.check(key, &self.received.parameter("token")?)?;
                Ok(Verified { nonce: Some(nonce), ..Verified::default() })
            }
        }
    }

    fn open_key(&self, key: &Secret) -> Result<Verified, Refusal> {
        let good = verify::same(key.expose(), self.received.parameter("key")?) && !key.is_empty();
        if good { Ok(Verified::default()) } else { Err(Refusal::WrongPublishKey) }
    }

    fn play(&self, key: &Secret, now: SystemTime) -> Result<Verified, Refusal> {
        let expires_at = self.received.number("expiry", 10)?;
        self.check(key, &self.received.parameter("token")?)?;
        Ok(Verified { expires_at: Some(in_time(expires_at, now)?), ..Verified::default() })
    }

    fn play_account(&self, credentials: &Credentials, now: SystemTime) -> Result<Verified, Refusal> {
        let expires_at = self.received.number("expiry", 10)?;
        let token = self.received.parameter("token")?;
        let (access_key, signature) = token.split_once(':').ok_or(Refusal::NoAccessKey)?;
        if access_key != credentials.access_key() {
            return Err(Refusal::UnknownAccessKey(access_key.to_owned()));
        }
        self.check(credentials.secret_key(), signature)?;
        let expires_at = Some(in_time(expires_at, now)?);
        Ok(Verified { access_key: Some(access_key.to_owned()), expires_at, ..Verified::default() })
    }

    fn check(&self, key: &Secret, token: &str) -> Result<(), Refusal> {
        if matches(key, &self.text, token) {
            return Ok(());
        }
        Err(Refusal::TokenDiffers { signed: self.text.clone(), mistake: None })
    }
}
