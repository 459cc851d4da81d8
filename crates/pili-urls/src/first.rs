//! URL tokens of the first generation (2014–15), which cover the whole URL (spec 3.6).

use std::time::SystemTime;

use pili_auth::{Credentials, Secret, SignError, qiniu, unix_seconds, verify};

use crate::{
    Refusal, Verified,
    publish::PublishKey,
    received::{Received, in_time, matches, without_token},
};

/// The authentication that is put on one URL of the first generation, and with which a server checks it.
///
/// ```
/// use pili_urls::first::UrlToken;
/// let token = UrlToken::Push { key: "random_stream_key".into(), nonce: 1_412_121_600 };
/// assert_eq!(
///     token.sign("rtmp://115.238.155.183:49166/livestream/4q5cdgn2")?,
///     "rtmp://115.238.155.183:49166/livestream/4q5cdgn2?nonce=1412121600&token=NsyoEX5yqbG8_jyVwQKMa7jDKYI=",
/// );
/// # Ok::<(), pili_urls::SignError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum UrlToken {
    /// Push with a nonce, which is good once.
    Push {
        /// The stream's key (`stream_key`, later `key`).
        key: PublishKey,
        /// Start with the Unix time and count up.
        nonce: u64,
    },
    /// Push with a count, the oldest form.
    PushCount {
        /// The stream's key.
        key: PublishKey,
        /// Counts up.
        count: u64,
    },
    /// Push with the key in the open, for tests.
    PushKey {
        /// The stream's key.
        key: PublishKey,
    },
    /// Play a private stream, as in 2014: with the account's key pair.
    PlayAccount {
        /// The account's key pair.
        credentials: Credentials,
        /// Whole seconds count.
        expires_at: SystemTime,
    },
    /// Play a private stream, as in 2015: with the stream's key.
    Play {
        /// The stream's key.
        key: PublishKey,
        /// Whole seconds count.
        expires_at: SystemTime,
    },
}

/// What a server demands of a first-generation URL.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum UrlRule {
    /// A push: with `nonce` or `count` and a token, or with `key` in the open.
    Push(PublishKey),
    /// A play, as in 2014: `expiry` and a token of the account's key pair.
    PlayAccount(Credentials),
    /// A play, as in 2015: `expiry` and a token of the stream's key.
    Play(PublishKey),
}

impl UrlToken {
    /// Puts the authentication on a plain URL.
    ///
    /// # Errors
    /// When a key is empty, or the URL is none or has a query already.
    pub fn sign(&self, url: &str) -> Result<String, SignError> {
        if !url.contains("://") || url.contains(['?', '#']) {
            return Err(SignError::new("URL", "must be `scheme://host/path`, without query and fragment"));
        }
        match self {
            Self::Push { key, nonce } => signed(url, "nonce", *nonce, key.checked()?),
            Self::PushCount { key, count } => signed(url, "count", *count, key.checked()?),
            Self::PushKey { key } => {
                let text = std::str::from_utf8(key.checked()?.expose());
                let text = text.map_err(|_| SignError::new("publish key", "must be UTF-8"))?;
                Ok(format!("{url}?key={text}"))
            }
            Self::Play { key, expires_at } => {
                signed(url, "expiry", unix_seconds(*expires_at), key.checked()?)
            }
            Self::PlayAccount { credentials, expires_at } => {
                credentials.check()?;
                let text = format!("{url}?expiry={}", unix_seconds(*expires_at));
                let token = qiniu::token(credentials.secret_key(), &text);
                Ok(format!("{text}&token={}:{token}", credentials.access_key()))
            }
        }
    }
}

fn signed(url: &str, name: &str, value: impl std::fmt::Display, key: &Secret) -> Result<String, SignError> {
    let text = format!("{url}?{name}={value}");
    let token = qiniu::token(key, &text);
    Ok(format!("{text}&token={token}"))
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
        let text = format!("{plain}?{}", without_token(query));
        match self {
            Self::Push(key) if !received.has("nonce") && !received.has("count") && received.has("key") => {
                let good = verify::same(key.secret().expose(), received.parameter("key")?);
                let good = good && !key.secret().is_empty();
                if good { Ok(Verified::default()) } else { Err(Refusal::WrongPublishKey) }
            }
            Self::Push(key) => {
                let name = if received.has("count") { "count" } else { "nonce" };
                let nonce = Some(received.number(name, 10)?);
                check(key.secret(), text, &received.parameter("token")?)?;
                Ok(Verified { nonce, ..Verified::default() })
            }
            Self::Play(key) => {
                let expires_at = received.number("expiry", 10)?;
                check(key.secret(), text, &received.parameter("token")?)?;
                Ok(Verified { expires_at: Some(in_time(expires_at, now)?), ..Verified::default() })
            }
            Self::PlayAccount(credentials) => {
                let expires_at = received.number("expiry", 10)?;
                let token = received.parameter("token")?;
                let access_key = Some(check_account(credentials, text, &token)?);
                Ok(Verified {
                    expires_at: Some(in_time(expires_at, now)?),
                    access_key,
                    ..Verified::default()
                })
            }
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

fn check_account(credentials: &Credentials, text: String, token: &str) -> Result<String, Refusal> {
    let (access_key, signature) = token.split_once(':').ok_or(Refusal::NoAccessKey)?;
    if access_key != credentials.access_key() {
        return Err(Refusal::UnknownAccessKey(access_key.to_owned()));
    }
    check(credentials.secret_key(), text, signature)?;
    Ok(access_key.to_owned())
}

fn check(key: &Secret, text: String, token: &str) -> Result<(), Refusal> {
    if matches(key, &text, token) {
        Ok(())
    } else {
        Err(Refusal::TokenDiffers { signed: text, mistake: None })
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    const URL: &str = "rtmp://cdn.example.com/livestream/4q5cdgn2";

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn every_form_verifies_under_its_rule() {
        let key = || PublishKey::from("k/+=");
        let credentials = || Credentials::new("access", "secret");
        let expires_at = at(100);
        for (token, rule) in [
            (UrlToken::Push { key: key(), nonce: 3 }, UrlRule::Push(key())),
            (UrlToken::PushCount { key: key(), count: 3 }, UrlRule::Push(key())),
            (UrlToken::PushKey { key: key() }, UrlRule::Push(key())),
            (UrlToken::Play { key: key(), expires_at }, UrlRule::Play(key())),
            (
                UrlToken::PlayAccount { credentials: credentials(), expires_at },
                UrlRule::PlayAccount(credentials()),
            ),
        ] {
            let url = token.sign(URL).unwrap();
            rule.verify(&url, at(100)).unwrap();
            assert!(
                rule.verify(&url.replace("4q5", "4q6").replace("key=k", "key=K"), at(100)).is_err(),
                "{url}"
            );
        }
    }

    #[test]
    fn the_host_is_signed_and_the_time_ends() {
        let rule = UrlRule::Play("key".into());
        let url = UrlToken::Play { key: "key".into(), expires_at: at(100) }.sign(URL).unwrap();
        let moved = rule.verify(&url.replace("cdn", "cdn2"), at(0)).unwrap_err().to_string();
        assert!(moved.contains("`rtmp://cdn2.example.com/livestream/4q5cdgn2?expiry=100`"), "{moved}");
        let late = rule.verify(&url, at(107)).unwrap_err();
        assert_eq!(late, Refusal::Expired { expires_at: 100, by: Duration::from_secs(7) });
    }

    #[test]
    fn empty_keys_sign_nothing_and_let_nobody_in() {
        let empty = || PublishKey::from("");
        assert_eq!(UrlToken::PushKey { key: empty() }.sign(URL).unwrap_err().field(), "publish key");
        assert_eq!(UrlToken::Push { key: empty(), nonce: 1 }.sign(URL).unwrap_err().field(), "publish key");
        assert!(UrlRule::Push(empty()).verify(&format!("{URL}?key="), at(0)).is_err());
    }
}
