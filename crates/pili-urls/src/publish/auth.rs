use std::time::SystemTime;

use pili_auth::{Credentials, SignError, qiniu, unix_seconds};

use super::{PublishKey, SrtSignature, srt::SrtParts};
use crate::{parts::UrlParts, query::Query};

/// The publish authentication that is put on one URL: a mode of the hub, with its key and its value.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_urls::publish::PublishAuth;
///
/// // The worked example of the vendor's page on timed publish authentication (6678).
/// let expires_at = UNIX_EPOCH + Duration::from_secs(1_584_522_520);
/// let auth = PublishAuth::Expiry { key: "12345678".into(), expires_at };
/// assert_eq!(
///     auth.sign("rtmp://pub.example.com/testhub/teststreamtitle")?,
///     "rtmp://pub.example.com/testhub/teststreamtitle?expire=1584522520&token=zYvN7rHgJiw2QUSo_xRoBZIf1kM=",
/// );
/// # Ok::<(), pili_urls::SignError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublishAuth {
    /// Nothing: the URL stays as it is.
    None,
    /// `static`: the publish key itself, in the open.
    Static {
        /// The publish key of the hub or stream.
        key: PublishKey,
    },
    /// `expiry`: a token of the publish key, valid until a moment.
    Expiry {
        /// The publish key of the hub or stream.
        key: PublishKey,
        /// Whole seconds count.
        expires_at: SystemTime,
    },
    /// `expiry_sk`: a token of the account's key pair, valid until a moment. The usual one.
    ExpirySk {
        /// The account's key pair.
        credentials: Credentials,
        /// Whole seconds count.
        expires_at: SystemTime,
    },
    /// `dynamic`: a token of the publish key for one publish. Deprecated by the vendor.
    Dynamic {
        /// The publish key of the hub or stream.
        key: PublishKey,
        /// Must grow with each publish; the Unix time is a good start.
        nonce: u64,
    },
}

impl PublishAuth {
    /// Signs a publish URL, fresh or signed before (spec 3.2).
    ///
    /// Older values of the mode's parameter and an older token are replaced. The query is re-encoded and
    /// sorted by name, and the token comes last. [`PublishAuth::None`] returns the URL untouched. An SRT URL
    /// is signed as [`sign_srt`](Self::sign_srt) does by default.
    ///
    /// # Errors
    /// When a key is empty, the time lies before 1970, or the URL has another form than `scheme://domain/hub/stream key?query`.
    pub fn sign(&self, url: &str) -> Result<String, SignError> {
        self.check()?;
        if matches!(self, Self::None) {
            return Ok(url.to_owned());
        }
        if SrtParts::split(url).is_some() {
            return self.sign_srt(url, SrtSignature::default());
        }
        let url = UrlParts::parse(url)?;
        let mut query = Query::parse(&url.query);
        let token = self.apply(&url.path, &mut query);
        Ok(url.with_query(
            &(query.encode() + &token.map(|token| format!("&token={token}")).unwrap_or_default()),
        ))
    }

    /// Signs an SRT publish URL, whose parameters stand in its stream id (spec 3.3).
    ///
    /// # Errors
    /// As for [`sign`](Self::sign), when the URL has no stream id `#!::h=<hub>/<stream key>,…`, and when a static key
    /// has `,`, `&`, `%` or `+`, which no stream id can hold.
    pub fn sign_srt(&self, url: &str, signature: SrtSignature) -> Result<String, SignError> {
        self.check()?;
        if matches!(self, Self::None) {
            return Ok(url.to_owned());
        }
        self.check_item()?;
        Ok(SrtParts::parse(url)?.sign(self, signature))
    }

    /// Sets the mode's parameter, and gives the token of path and query where the mode has one.
    pub(super) fn apply(&self, path: &str, query: &mut Query) -> Option<String> {
        let (name, value) = self.parameter()?;
        query.set(name, value);
        if matches!(self, Self::Static { .. }) {
            return None;
        }
        query.remove("token");
        self.token(&format!("{path}?{}", query.encode()))
    }

    fn parameter(&self) -> Option<(&'static str, Vec<u8>)> {
        match self {
            Self::None => None,
            Self::Static { key } => Some(("key", key.secret().expose().to_vec())),
            Self::Expiry { expires_at, .. } => Some(("expire", seconds(*expires_at))),
            Self::ExpirySk { expires_at, .. } => Some(("e", seconds(*expires_at))),
            Self::Dynamic { nonce, .. } => Some(("nonce", nonce.to_string().into())),
        }
    }

    fn token(&self, text: &str) -> Option<String> {
        match self {
            Self::None | Self::Static { .. } => None,
            Self::Expiry { key, .. } | Self::Dynamic { key, .. } => Some(qiniu::token(key.secret(), text)),
            Self::ExpirySk { credentials, .. } => {
                let token = qiniu::token(credentials.secret_key(), text);
                Some(format!("{}:{token}", credentials.access_key()))
            }
        }
    }

    /// A stream id is decoded with the URL before it is taken apart, so encoding keeps nothing in one piece.
    fn check_item(&self) -> Result<(), SignError> {
        match self {
            Self::Static { key } if key.secret().expose().iter().any(|byte| b",&%+".contains(byte)) => {
                Err(SignError::new("publish key", "must not have `,`, `&`, `%` or `+` in an SRT stream id"))
            }
            _ => Ok(()),
        }
    }

    fn check(&self) -> Result<(), SignError> {
        if let Self::Expiry { expires_at, .. } | Self::ExpirySk { expires_at, .. } = self {
            if unix_seconds(*expires_at) < 0 {
                return Err(SignError::new("expires at", "must not be before 1970"));
            }
        }
        match self {
            Self::None => Ok(()),
            Self::Static { key } | Self::Expiry { key, .. } | Self::Dynamic { key, .. } => {
                key.checked().map(|_| ())
            }
            Self::ExpirySk { credentials, .. } => credentials.check(),
        }
    }
}

fn seconds(time: SystemTime) -> Vec<u8> {
    unix_seconds(time).to_string().into()
}
