use std::time::SystemTime;

use pili_auth::{Secret, SignError, hex, unix_seconds, verify};

use super::{
    Key, Request, SIGN, TIME, Verified, hexadecimal, mistake, request::not_srt, signed_text::signed_text,
};
use crate::{Refusal, parts::UrlParts, query::Query, received::in_time};

/// Timestamp anti-leech of a domain, to publish or to play: a time and an MD5 in the query (spec 3.7; vendor page
/// 13172).
///
/// The keys are the domain's `primaryKey` and `secondaryKey`. Both are good at the same time, so that one can be
/// replaced while the other is in use.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_urls::miku::{AntiLeech, Request};
///
/// // The HLS example of the vendor's page.
/// let leech = AntiLeech::new("test");
/// let expires_at = UNIX_EPOCH + Duration::from_secs(1_761_739_200);
/// let url = leech.sign("http://pili-hls.pilitest.com/bucket/stream.m3u8", expires_at)?;
/// assert_eq!(
///     url,
///     "http://pili-hls.pilitest.com/bucket/stream.m3u8?sign=3acc8aa865f23adfdbceba694e7dc4b9&t=1761739200",
/// );
///
/// // The MD5 covers the extension: each protocol's URL is signed for itself.
/// let moved = Request::parse(&url.replace(".m3u8", ".flv"))?;
/// let refusal = leech.verify(&moved, expires_at).unwrap_err();
/// assert!(refusal.to_string().contains("it covers the path with another extension"));
/// # Ok::<(), pili_urls::SignError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AntiLeech {
    primary: Secret,
    secondary: Option<Secret>,
}

impl AntiLeech {
    /// The domain's `primaryKey`, which signs. An empty key is refused when it is used. Example: [`AntiLeech`].
    pub fn new(primary_key: impl Into<Secret>) -> Self {
        Self { primary: primary_key.into(), secondary: None }
    }

    /// The domain's `secondaryKey`, which is good as well. To sign with it, give it to [`new`](Self::new).
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_urls::miku::{AntiLeech, Key, Request};
    ///
    /// // While the key is replaced, URLs of both are good.
    /// let expires_at = UNIX_EPOCH + Duration::from_secs(1_761_739_200);
    /// let url = AntiLeech::new("old").sign("http://live.example.com/bucket/evening.flv", expires_at)?;
    /// let leech = AntiLeech::new("new").secondary_key("old");
    /// let verified = leech.verify(&Request::parse(&url)?, expires_at)?;
    /// assert_eq!((verified.key(), verified.expires_at()), (Key::Secondary, expires_at));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn secondary_key(self, key: impl Into<Secret>) -> Self {
        Self { secondary: Some(key.into()), ..self }
    }

    /// Signs a publish or play URL to be good until `expires_at`; whole seconds count.
    ///
    /// Older values are replaced, and the query is re-encoded and sorted by name. The MD5 covers the path and the
    /// time: neither the domain nor other parameters. Example: [`AntiLeech`].
    ///
    /// # Errors
    /// When the key is empty, the time lies before 1970, the URL is one of SRT, for which no signature is
    /// documented, or the text is no URL.
    pub fn sign(&self, url: &str, expires_at: SystemTime) -> Result<String, SignError> {
        if self.primary.is_empty() {
            return Err(SignError::new("primary key", "must not be empty"));
        }
        not_srt(url)?;
        let time = in_decimal(expires_at)?;
        let url = UrlParts::parse(url)?;
        let mut query = Query::parse(url.query);
        query.set(SIGN, md5(&self.primary, &signed_text(&url.path, &time)).into_bytes());
        query.set(TIME, time.into_bytes());
        Ok(url.with_query(&query))
    }

    /// Checks a request, and says exactly what is wrong with a bad one.
    ///
    /// A URL is good through the second it expires in. The time is read after the MD5, so that "expired" is only
    /// said of a URL that was once good. Example: [`AntiLeech`].
    ///
    /// # Errors
    /// A [`Refusal`], whose `Display` is one line for the person who publishes or plays.
    pub fn verify(&self, request: &Request, now: SystemTime) -> Result<Verified, Refusal> {
        let (time, seconds) = request.time()?;
        let sign = request.sign()?;
        let text = signed_text(request.path(), &time);
        let Some(key) = self.key_of(&text, &sign) else {
            let mistake = mistake::find(self, request, &time, &sign);
            return Err(Refusal::SignDiffers { text: format!("$(key){text}"), mistake });
        };
        let expires_at =
            in_time(seconds, now).map_err(|late| hexadecimal::refusal_of_late(&time, now).unwrap_or(late))?;
        Ok(Verified { key, expires_at })
    }

    /// The key whose MD5 of a text this is. An empty key is none.
    pub(super) fn key_of(&self, text: &str, sign: &str) -> Option<Key> {
        let good = |key: &Secret| !key.is_empty() && verify::same(md5(key, text), sign);
        if good(&self.primary) {
            return Some(Key::Primary);
        }
        self.secondary.as_ref().filter(|key| good(key)).map(|_| Key::Secondary)
    }
}

fn md5(key: &Secret, text: &str) -> String {
    let mut context = md5::Context::new();
    context.consume(key.expose());
    context.consume(text);
    hex(&*context.finalize())
}

fn in_decimal(expires_at: SystemTime) -> Result<String, SignError> {
    match unix_seconds(expires_at) {
        ..0 => Err(SignError::new("expires at", "must not be before 1970")),
        seconds => Ok(seconds.to_string()),
    }
}

#[cfg(test)]
mod tests;
