use std::time::SystemTime;

use pili_auth::{Credentials, Secret, verify};

use super::{PublishKey, PublishRequest};
use crate::{
    Mistake, Refusal, StreamPath, Verified,
    query::Query,
    received::{Received, in_time, matches, without, without_token},
};

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
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl PublishRule {
    /// Checks a publish request, and says exactly what is wrong with a bad one.
    ///
    /// How strictly it reads (the vendor's service is not documented there): the token covers
    /// `<path>?<query>`, where the path is percent-decoded and the query is all that was received except
    /// the token, in the order received. A token over the query in the form [`sign`](super::PublishAuth::sign)
    /// writes (sorted, re-encoded) is accepted too, since encoders and proxies reorder; so are a token whose
    /// padding was stripped and one that was percent-encoded. A URL is good through the second it expires in.
    /// For SRT the token may cover the domain or not (see [`SrtSignature`](super::SrtSignature)).
    /// The token is checked before the time, so that "expired" is only said of a URL that was once good.
    /// Example: [`PublishRule`].
    ///
    /// # Errors
    /// A [`Refusal`], whose `Display` is one line for the person who publishes.
    pub fn verify(&self, request: &PublishRequest, now: SystemTime) -> Result<Verified, Refusal> {
        let received = Received { query: request.query(), rule: self.name() };
        let given = Given { rule: self, request, received };
        match self {
            Self::None => Ok(Verified::default()),
            Self::Static(keys) => given.static_key(keys),
            Self::Expiry(keys) => given.timed(keys, now),
            Self::ExpirySk(accounts) => given.timed_by_account(accounts, now),
            Self::Dynamic(keys) => given.counted(keys),
        }
    }

    /// Checks a publish request for one stream: as [`verify`](Self::verify), and the path must be the stream's.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    /// use pili_urls::{Refusal, StreamPath, publish::{PublishRequest, PublishRule}};
    ///
    /// let rule = PublishRule::Static(vec!["publish-key".into()]);
    /// assert_eq!(rule.name(), "static");
    /// let request = PublishRequest::rtmp("demo-hub", "evening?key=publish-key");
    /// let stream = StreamPath::new("demo-hub", "evening")?;
    /// assert!(rule.verify_stream(&stream, &request, UNIX_EPOCH).is_ok());
    /// let other = StreamPath::new("demo-hub", "morning")?;
    /// assert!(matches!(rule.verify_stream(&other, &request, UNIX_EPOCH), Err(Refusal::OtherPath { .. })));
    /// # Ok::<(), pili_urls::NameError>(())
    /// ```
    ///
    /// # Errors
    /// [`Refusal::OtherPath`] for another path, which says whether the token was made for the right one.
    pub fn verify_stream(
        &self,
        stream: &StreamPath,
        request: &PublishRequest,
        now: SystemTime,
    ) -> Result<Verified, Refusal> {
        let (found, wanted) = (request.path().to_owned(), stream.to_string());
        if found == wanted {
            return self.verify(request, now);
        }
        let there = self.verify(&PublishRequest::new(&wanted, request.query()), now);
        let signed = match there {
            Ok(verified) => verified != Verified::default(),
            Err(refusal) => matches!(refusal, Refusal::Expired { .. }),
        };
        Err(Refusal::OtherPath { found, wanted, signed })
    }

    /// The text that the token of a request covers, where a known mistake explains a wrong one: what was signed, beside
    /// what should have been ([`Refusal::TokenDiffers`]).
    ///
    /// ```
    /// use pili_urls::publish::{PublishRequest, PublishRule};
    ///
    /// let rule = PublishRule::Expiry(vec!["12345678".into()]);
    /// // Signed without the query.
    /// let url = "rtmp://pub.example.com/hub/key?expire=1584522520&token=dflCpx6ZhvNGuQ1Jly751nZbrXs=";
    /// let signed = rule.string_signed(&PublishRequest::parse(url)?);
    /// assert_eq!(signed.as_deref(), Some("/hub/key"));
    /// # Ok::<(), pili_urls::SignError>(())
    /// ```
    pub fn string_signed(&self, request: &PublishRequest) -> Option<String> {
        let received = Received { query: request.query(), rule: self.name() };
        let token = received.parameter("token").ok()?;
        let of = |secret: &Secret, token: &str| Mistake::find(request, secret, token);
        let (_, signed) = match self {
            Self::Expiry(keys) | Self::Dynamic(keys) => {
                keys.iter().find_map(|key| of(key.secret(), &token))?
            }
            Self::ExpirySk(accounts) => {
                let signature = token.split_once(':')?.1;
                accounts.iter().find_map(|account| of(account.secret_key(), signature))?
            }
            Self::None | Self::Static(_) => return None,
        };
        Some(without_publish_key(&signed))
    }

    /// The rule's name on the wire: `none`, `static`, `expiry`, `expiry_sk`, `dynamic`.
    /// Example: [`PublishRule::verify_stream`].
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
    received: Received<'a>,
}

impl Given<'_> {
    fn static_key(&self, keys: &[PublishKey]) -> Result<Verified, Refusal> {
        let given = self.received.of_this_rule(self.received.parameter("key"))?;
        // `+` is a blank where the query is a form, as `sign` writes it, and itself where it was typed.
        let query = Query::parse(self.received.query);
        let as_form = query.first("key").unwrap_or_default();
        let good = |key: &&PublishKey| {
            let key = key.secret();
            !key.is_empty() && (verify::same(key.expose(), &given) | verify::same(key.expose(), as_form))
        };
        keys.iter().find(good).map(|_| Verified::default()).ok_or(Refusal::WrongPublishKey)
    }

    fn timed(&self, keys: &[PublishKey], now: SystemTime) -> Result<Verified, Refusal> {
        let expires_at = self.received.of_this_rule(self.received.number("expire", 10))?;
        self.check_publish_token(keys)?;
        Ok(Verified { expires_at: Some(in_time(expires_at, now)?), ..Verified::default() })
    }

    fn timed_by_account(&self, accounts: &[Credentials], now: SystemTime) -> Result<Verified, Refusal> {
        let expires_at = self.received.of_this_rule(self.received.number("e", 10))?;
        let access_key = self.check_account_token(accounts)?;
        let expires_at = Some(in_time(expires_at, now)?);
        Ok(Verified { access_key: Some(access_key), expires_at, ..Verified::default() })
    }

    fn counted(&self, keys: &[PublishKey]) -> Result<Verified, Refusal> {
        let nonce = self.received.of_this_rule(self.received.number("nonce", 10))?;
        self.check_publish_token(keys)?;
        Ok(Verified { nonce: Some(nonce), ..Verified::default() })
    }

    fn check_publish_token(&self, keys: &[PublishKey]) -> Result<(), Refusal> {
        let token = self.received.parameter("token")?;
        if token.contains(':') {
            return Err(Refusal::AccountToken { rule: self.rule.name() });
        }
        self.check(&keys.iter().map(PublishKey::secret).collect::<Vec<_>>(), &token)
    }

    /// The access key of the account whose token it is.
    fn check_account_token(&self, accounts: &[Credentials]) -> Result<String, Refusal> {
        let token = self.received.parameter("token")?;
        let (access_key, signature) = token.split_once(':').ok_or(Refusal::NoAccessKey)?;
        let account = accounts.iter().find(|account| account.access_key() == access_key);
        let account = account.ok_or_else(|| Refusal::UnknownAccessKey(access_key.to_owned()))?;
        match self.check(&[account.secret_key()], signature) {
            Err(Refusal::TokenDiffers { signed, .. })
                if matches(&access_key.into(), &self.request.string_to_sign(), signature) =>
            {
                Err(Refusal::TokenDiffers { signed, mistake: Some(Mistake::AccessKeyAsSecret) })
            }
            checked => checked.map(|()| access_key.to_owned()),
        }
    }

    /// Whether one of the secrets gives the token; if not, which likely mistake explains it.
    fn check(&self, secrets: &[&Secret], token: &str) -> Result<(), Refusal> {
        let texts = self.texts();
        let good = |secret: &&Secret| texts.iter().any(|text| matches(secret, text, token));
        if secrets.iter().any(good) {
            return Ok(());
        }
        let mistake = secrets.iter().find_map(|secret| Mistake::find(self.request, secret, token));
        let mistake = mistake.map(|(mistake, _)| mistake);
        let signed = without_publish_key(&self.request.string_to_sign());
        Err(Refusal::TokenDiffers { signed, mistake })
    }

    /// The texts a token may cover: the query as received, and as this crate writes it; for SRT also
    /// without the domain.
    fn texts(&self) -> Vec<String> {
        let path = self.request.path();
        let received = without_token(self.request.query());
        let mut queries = vec![Query::parse(&received).encode(), received];
        if self.request.is_srt() {
            let without_domain: Vec<_> = queries.iter().map(|query| without(query, "domain")).collect();
            queries.extend(without_domain);
        }
        queries.iter().map(|query| format!("{path}?{query}")).collect()
    }
}

/// A URL may hold the publish key in the open where a token is wanted; a refusal does not repeat it.
fn without_publish_key(signed: &str) -> String {
    let Some((path, query)) = signed.split_once('?') else { return signed.to_owned() };
    let shown = |pair: &str| if pair.starts_with("key=") { "key=…".to_owned() } else { pair.to_owned() };
    format!("{path}?{}", query.split('&').map(shown).collect::<Vec<_>>().join("&"))
}

#[cfg(test)]
mod tests;
