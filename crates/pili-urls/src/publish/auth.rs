use std::{borrow::Cow, time::SystemTime};

use pili_auth::{Credentials, SignError, qiniu::Token, unix_seconds};

use super::{PublishKey, SrtSignature, signature::Signature, srt::SrtParts};
use crate::{
    Domain, StreamPath,
    parts::{self, UrlParts},
    query::{Query, form_into},
};

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
    /// is signed as [`sign_srt`](Self::sign_srt) does by default. Example: [`PublishAuth`].
    ///
    /// # Errors
    /// When a key is empty, the time lies before 1970, or the URL has another form than `scheme://domain/hub/stream key?query`.
    pub fn sign(&self, url: &str) -> Result<String, SignError> {
        self.check()?;
        if matches!(self, Self::None) {
            return Ok(url.to_owned());
        }
        if SrtParts::split(url).is_some() {
            return self.sign_srt(url, SrtSignature::WithDomain);
        }
        let parts = UrlParts::parse(url)?;
        if let Some(url) = parts.as_signed() {
            let path = url.len() - parts.path.len();
            return Ok(self.append_to(url, path));
        }
        let mut query = Query::parse(parts.query);
        self.set(&mut query);
        let mut url = parts.with_query(&query);
        let query = url.find('?').and_then(|mark| url.get(mark..)).unwrap_or_default();
        if let Some(signature) = self.signature(&[&parts.path, query].concat()) {
            url.push('&');
            signature.append_to(&mut url);
        }
        Ok(url)
    }

    /// The RTMP publish URL of a stream, signed: what [`sign`](Self::sign) makes of [`rtmp`](super::rtmp), from parts
    /// that are checked already.
    ///
    /// ```
    /// use pili_urls::{Domain, StreamPath, publish::PublishAuth};
    ///
    /// let domain = Domain::new("pub.example.com")?;
    /// let stream = StreamPath::new("demo-hub", "evening")?;
    /// let auth = PublishAuth::Static { key: "publish-key".into() };
    /// assert_eq!(auth.url(&domain, &stream)?, "rtmp://pub.example.com/demo-hub/evening?key=publish-key");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When a key is empty, or the time lies before 1970.
    pub fn url(&self, domain: &Domain, stream: &StreamPath) -> Result<String, SignError> {
        self.check()?;
        let mut url = String::with_capacity(parts::ROOM);
        url.push_str("rtmp://");
        url.push_str(domain.as_str());
        let origin = url.len();
        stream.append_to(&mut url);
        if !parts::may_stand(&url) {
            return self.sign(&url);
        }
        Ok(self.append_to(url, origin))
    }

    /// Signs a URL without a query, whose path stands from `path` on as it is signed.
    fn append_to(&self, mut url: String, path: usize) -> String {
        if let Some((name, value)) = self.parameter() {
            url.extend(["?", name, "="]);
            form_into(&value, &mut url);
        }
        if let Some(signature) = url.get(path..).and_then(|text| self.signature(text)) {
            url.push('&');
            signature.append_to(&mut url);
        }
        url
    }

    /// Signs an SRT publish URL, whose parameters stand in its stream id (spec 3.3).
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    /// use pili_urls::publish::{PublishAuth, PublishRequest, PublishRule, SrtSignature};
    ///
    /// let auth = PublishAuth::Dynamic { key: "publish-key".into(), nonce: 7 };
    /// let url = auth.sign_srt("srt://pub.example.com:1935?streamid=#!::h=demo-hub/evening,m=publish", SrtSignature::WithDomain)?;
    /// let rule = PublishRule::Dynamic(vec!["publish-key".into()]);
    /// let verified = rule.verify(&PublishRequest::parse(&url)?, UNIX_EPOCH)?;
    /// assert_eq!((verified.nonce(), verified.expires_at()), (Some(7), None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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

    /// Sets the mode's parameter, and takes an older token away where the mode has one.
    pub(super) fn set<'a>(&'a self, query: &mut Query<'a>) {
        let Some((name, value)) = self.parameter() else { return };
        query.set(name, value);
        if !matches!(self, Self::Static { .. }) {
            query.remove("token");
        }
    }

    fn parameter(&self) -> Option<(&'static str, Cow<'_, [u8]>)> {
        match self {
            Self::None => None,
            Self::Static { key } => Some(("key", key.secret().expose().into())),
            Self::Expiry { expires_at, .. } => Some(("expire", digits(unix_seconds(*expires_at)))),
            Self::ExpirySk { expires_at, .. } => Some(("e", digits(unix_seconds(*expires_at)))),
            Self::Dynamic { nonce, .. } => Some(("nonce", digits(*nonce))),
        }
    }

    /// The signature of path and query, where the mode has one.
    pub(super) fn signature(&self, text: &str) -> Option<Signature<'_>> {
        let (access_key, secret) = match self {
            Self::None | Self::Static { .. } => return None,
            Self::Expiry { key, .. } | Self::Dynamic { key, .. } => (None, key.secret()),
            Self::ExpirySk { credentials, .. } => (Some(credentials.access_key()), credentials.secret_key()),
        };
        Some(Signature { access_key, token: Token::of(secret, text.as_bytes()) })
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

fn digits(number: impl ToString) -> Cow<'static, [u8]> {
    number.to_string().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;
    use crate::publish;

    fn every_mode() -> [PublishAuth; 5] {
        let expires_at = UNIX_EPOCH + Duration::from_secs(1_700_003_600);
        let key = || PublishKey::new("a key & more");
        [
            PublishAuth::None,
            PublishAuth::Static { key: key() },
            PublishAuth::Expiry { key: key(), expires_at },
            PublishAuth::ExpirySk { credentials: Credentials::new("ak", "sk"), expires_at },
            PublishAuth::Dynamic { key: key(), nonce: 7 },
        ]
    }

    #[test]
    fn a_url_of_checked_parts_is_the_one_of_their_text() {
        let domain = Domain::new("pub.example.com:1935").unwrap();
        let stream = StreamPath::new("demo-hub", "evening").unwrap();
        for stream in
            [stream.clone(), stream.clone().profile("720p").unwrap(), stream.profile("a\"b^c").unwrap()]
        {
            for auth in every_mode() {
                let text = publish::rtmp(&domain, &stream);
                assert_eq!(auth.url(&domain, &stream).unwrap(), auth.sign(&text).unwrap(), "{auth:?}");
            }
        }
    }

    #[cfg_attr(target_family = "wasm", ignore = "its clock knows other times")]
    #[test]
    fn a_url_of_checked_parts_needs_a_key_and_a_time_too() {
        let domain = Domain::new("pub.example.com").unwrap();
        let stream = StreamPath::new("demo-hub", "evening").unwrap();
        let early = UNIX_EPOCH - Duration::from_secs(1);
        for (auth, field) in [
            (PublishAuth::Static { key: "".into() }, "publish key"),
            (PublishAuth::Expiry { key: "key".into(), expires_at: early }, "expires at"),
        ] {
            assert_eq!(auth.url(&domain, &stream).unwrap_err().field(), field);
        }
    }
}
