use std::time::{Duration, SystemTime, UNIX_EPOCH};

use percent_encoding::percent_decode_str;
use pili_auth::{Credentials, Secret, qiniu, unix_seconds, verify};

use super::{Mistake, PublishKey, PublishRefusal, PublishRequest};
use crate::query::{self, Query};

/// What a hub or stream demands of publishers, with every key it accepts.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_urls::publish::{PublishRequest, PublishRule};
///
/// let rule = PublishRule::Expiry(vec!["12345678".into()]);
/// let url = "rtmp://pub.example.com/testhub/teststreamtitle?expire=1584522520&token=zYvN7rHgJiw2QUSo_xRoBZIf1kM=";
/// let now = UNIX_EPOCH + Duration::from_secs(1_584_522_580);
/// let refusal = rule.verify(&PublishRequest::parse(url)?, now).unwrap_err();
/// assert_eq!(
///     refusal.to_string(),
///     "the URL expired 60 s ago, at 1584522520: sign a new one, or check the clock of whoever signs",
/// );
/// # Ok::<(), pili_urls::SignError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PublishRule {
    /// Anyone may publish.
    None,
    /// `static`: one of the publish keys in the open, as `key`.
    Static(Vec<PublishKey>),
    /// `expiry`: `expire`, and a token of a publish key.
    Expiry(Vec<PublishKey>),
    /// `expiry_sk`: `e`, and a token of an account's key pair.
    ExpirySk(Vec<Credentials>),
    /// `dynamic`: `nonce`, and a token of a publish key.
    Dynamic(Vec<PublishKey>),
}

/// What a verified publish request proved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifiedPublish {
    access_key: Option<String>,
    expires_at: Option<SystemTime>,
    nonce: Option<u64>,
}

impl VerifiedPublish {
    /// Whose key pair signed, under [`PublishRule::ExpirySk`].
    pub fn access_key(&self) -> Option<&str> {
        self.access_key.as_deref()
    }

    /// When the URL expires, under the two timed rules.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// The nonce, under [`PublishRule::Dynamic`]. Whether it is greater than the last is for the caller to say.
    pub fn nonce(&self) -> Option<u64> {
        self.nonce
    }
}

impl PublishRule {
    /// Checks a publish request, and says exactly what is wrong with a bad one.
    ///
    /// How strictly it reads (the vendor's service is not documented there): the token covers
    /// `<path>?<query>`, where the path is percent-decoded and the query is all that was received except
    /// the token, in the order received. A token over the query in the form [`sign`](super::PublishAuth::sign)
    /// writes (sorted, re-encoded) is accepted too, since encoders and proxies reorder; so are a token whose
    /// padding was stripped and one that was percent-encoded. A URL is good through the second it expires in.
    /// The token is checked before the time, so that "expired" is only said of a URL that was once good.
    ///
    /// # Errors
    /// A [`PublishRefusal`], whose `Display` is one line for the person who publishes.
    pub fn verify(
        &self,
        request: &PublishRequest,
        now: SystemTime,
    ) -> Result<VerifiedPublish, PublishRefusal> {
        let given = Given { rule: self, request };
        match self {
            Self::None => Ok(VerifiedPublish::default()),
            Self::Static(keys) => given.static_key(keys),
            Self::Expiry(keys) => given.timed(keys, now),
            Self::ExpirySk(accounts) => given.timed_by_account(accounts, now),
            Self::Dynamic(keys) => given.counted(keys),
        }
    }

    /// The rule's name on the wire: `none`, `static`, `expiry`, `expiry_sk`, `dynamic`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Static(_) => "static",
            Self::Expiry(_) => "expiry",
            Self::ExpirySk(_) => "expiry_sk",
            Self::Dynamic(_) => "dynamic",
        }
    }
}

/// A rule applied to what was received.
struct Given<'a> {
    rule: &'a PublishRule,
    request: &'a PublishRequest,
}

impl Given<'_> {
    fn static_key(&self, keys: &[PublishKey]) -> Result<VerifiedPublish, PublishRefusal> {
        let given = self.parameter("key")?;
        let good =
            keys.iter().any(|key| !key.secret().is_empty() && verify::same(key.secret().expose(), &given));
        if good { Ok(VerifiedPublish::default()) } else { Err(PublishRefusal::WrongPublishKey) }
    }

    fn timed(&self, keys: &[PublishKey], now: SystemTime) -> Result<VerifiedPublish, PublishRefusal> {
        let expires_at = self.number("expire")?;
        self.token_of(keys)?;
        in_time(expires_at, now)
    }

    fn timed_by_account(
        &self,
        accounts: &[Credentials],
        now: SystemTime,
    ) -> Result<VerifiedPublish, PublishRefusal> {
        let expires_at = self.number("e")?;
        let token = self.parameter("token")?;
        let (access_key, signature) = token.split_once(':').ok_or(PublishRefusal::NoAccessKey)?;
        let account = accounts.iter().find(|account| account.access_key() == access_key);
        let account = account.ok_or_else(|| PublishRefusal::UnknownAccessKey(access_key.to_owned()))?;
        let swapped = Secret::from(access_key);
        self.check(&[account.secret_key()], signature).map_err(|refusal| match refusal {
            PublishRefusal::TokenDiffers { signed, .. } if self.matches(&swapped, &signed, signature) => {
                PublishRefusal::TokenDiffers { signed, mistake: Some(Mistake::AccessKeyAsSecret) }
            }
            other => other,
        })?;
        let verified = in_time(expires_at, now)?;
        Ok(VerifiedPublish { access_key: Some(access_key.to_owned()), ..verified })
    }

    fn counted(&self, keys: &[PublishKey]) -> Result<VerifiedPublish, PublishRefusal> {
        let nonce = self.number("nonce")?;
        self.token_of(keys)?;
        Ok(VerifiedPublish { nonce: Some(nonce), ..VerifiedPublish::default() })
    }

    fn token_of(&self, keys: &[PublishKey]) -> Result<(), PublishRefusal> {
        let token = self.parameter("token")?;
        if token.contains(':') {
            return Err(PublishRefusal::AccountToken { rule: self.rule.name() });
        }
        self.check(&keys.iter().map(PublishKey::secret).collect::<Vec<_>>(), &token)
    }

    /// Whether one of the secrets gives the token; if not, which likely mistake explains it.
    fn check(&self, secrets: &[&Secret], token: &str) -> Result<(), PublishRefusal> {
        let [received, sorted] = self.texts();
        let good =
            |secret: &&Secret| self.matches(secret, &received, token) || self.matches(secret, &sorted, token);
        if secrets.iter().any(good) {
            return Ok(());
        }
        let mistake = secrets.iter().find_map(|secret| Mistake::find(self.request, secret, token));
        Err(PublishRefusal::TokenDiffers { signed: received, mistake })
    }

    fn matches(&self, secret: &Secret, text: &str, token: &str) -> bool {
        !secret.is_empty() && qiniu::token_matches(secret, text, token)
    }

    /// The texts a token may cover: the query as received, and as this crate writes it.
    fn texts(&self) -> [String; 2] {
        let path = self.request.path();
        let received = without_token(self.request.query());
        let sorted = Query::parse(&received).encode();
        [format!("{path}?{received}"), format!("{path}?{sorted}")]
    }

    fn number(&self, name: &'static str) -> Result<u64, PublishRefusal> {
        let value = self.parameter(name)?;
        let digits = value.bytes().all(|byte| byte.is_ascii_digit());
        let number = value.parse().ok().filter(|_| digits);
        number.ok_or(PublishRefusal::NotANumber { parameter: name, value })
    }

    fn parameter(&self, name: &'static str) -> Result<String, PublishRefusal> {
        let mut values = query::raw_pairs(self.request.query()).filter(|(other, _)| *other == name);
        let value = values.next().ok_or_else(|| self.missing(name))?.1;
        match values.next() {
            Some(_) => Err(PublishRefusal::Duplicate { parameter: name }),
            None => Ok(percent_decode_str(value).decode_utf8_lossy().into_owned()),
        }
    }

    /// A missing parameter means another rule when that one's parameter is there.
    fn missing(&self, name: &'static str) -> PublishRefusal {
        let marks = [("e", "expiry_sk"), ("expire", "expiry"), ("nonce", "dynamic"), ("key", "static")];
        let other = marks.iter().find(|(mark, _)| {
            *mark != name && query::raw_pairs(self.request.query()).any(|(given, _)| given == *mark)
        });
        match other {
            Some((parameter, found)) if name != "token" => {
                PublishRefusal::OtherRule { wanted: self.rule.name(), found, parameter }
            }
            _ => PublishRefusal::Missing { parameter: name, rule: self.rule.name() },
        }
    }
}

/// The query as received, minus the token.
pub(super) fn without_token(query: &str) -> String {
    let is_token = |pair: &&str| pair.split('=').next() == Some("token");
    query.split('&').filter(|pair| !is_token(pair)).collect::<Vec<_>>().join("&")
}

fn in_time(expires_at: u64, now: SystemTime) -> Result<VerifiedPublish, PublishRefusal> {
    let late = unix_seconds(now).saturating_sub(i64::try_from(expires_at).unwrap_or(i64::MAX));
    match u64::try_from(late) {
        Ok(late) if late > 0 => Err(PublishRefusal::Expired { expires_at, by: Duration::from_secs(late) }),
        _ => Ok(VerifiedPublish {
            expires_at: UNIX_EPOCH.checked_add(Duration::from_secs(expires_at)),
            ..VerifiedPublish::default()
        }),
    }
}

#[cfg(test)]
mod tests;
