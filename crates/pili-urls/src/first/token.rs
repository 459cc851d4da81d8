use std::{fmt, time::SystemTime};

use pili_auth::{Credentials, Secret, SignError, qiniu, unix_seconds};

use crate::publish::PublishKey;

/// The authentication that is put on one URL of the first generation.
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
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl UrlToken {
    /// Puts the authentication on a plain URL. Example: [`UrlToken`].
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

fn signed(url: &str, name: &str, value: impl fmt::Display, key: &Secret) -> Result<String, SignError> {
    let text = format!("{url}?{name}={value}");
    let token = qiniu::token(key, &text);
    Ok(format!("{text}&token={token}"))
}
