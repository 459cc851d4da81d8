use std::{fmt, time::SystemTime};

use pili_auth::{SignError, names::NameError};

use super::{RULE, SIGN, StreamPath, TIME, hexadecimal};
use crate::{
    Refusal,
    parts::split_extension,
    place::Place,
    received::{Received, moment},
};

/// A request to publish or to play as a server sees it: path, query, and the origin when the whole URL is known.
///
/// ```
/// use pili_urls::miku::Request;
/// let seen = Request::new("/demo-bucket/evening.m3u8", "sign=5d4b&t=1700003600");
/// assert_eq!(seen.stream()?.key().as_str(), "evening");
/// # Ok::<(), pili_urls::NameError>(())
/// ```
///
/// `Debug` leaves the query out, which holds a signature.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    place: Place,
}

impl Request {
    /// From a percent-decoded path, with or without the leading `/`, and a raw query. Example: [`Request`].
    pub fn new(path: &str, query: &str) -> Self {
        Self { place: Place::new(path, query) }
    }

    /// From RTMP's two names: the application, which is the bucket, and the stream name, which brings the query.
    ///
    /// Encoders differ in where they put the query; one behind the application counts as well.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_urls::miku::Request;
    /// let seen = Request::rtmp("demo-bucket", "evening?sign=5d4b&t=1700003600");
    /// assert_eq!((seen.path(), seen.query()), ("/demo-bucket/evening", "sign=5d4b&t=1700003600"));
    /// assert_eq!(seen.expires_at()?, UNIX_EPOCH + Duration::from_secs(1_700_003_600));
    /// # Ok::<(), pili_urls::Refusal>(())
    /// ```
    pub fn rtmp(application: &str, stream_name: &str) -> Self {
        Self { place: Place::rtmp(application, stream_name) }
    }

    /// From a whole URL. Example: [`miku`](crate::miku).
    ///
    /// # Errors
    /// When the text is no URL of a stream. One of SRT is refused too, as no signature is documented for it.
    pub fn parse(url: &str) -> Result<Self, SignError> {
        not_srt(url)?;
        Ok(Self { place: Place::parse(url)? })
    }

    /// `/<bucket>/<stream key>`, with the extension of all protocols but RTMP. Example: [`Request::rtmp`].
    pub fn path(&self) -> &str {
        &self.place.path
    }

    /// The bucket and stream that the path names, whatever its extension. Example: [`Request`].
    ///
    /// # Errors
    /// When a name does not fit.
    pub fn stream(&self) -> Result<StreamPath, NameError> {
        StreamPath::parse(split_extension(self.path()).0)
    }

    /// The query as received. Example: [`Request::rtmp`].
    pub fn query(&self) -> &str {
        &self.place.query
    }

    /// When the URL expires, as it says itself: only [`AntiLeech::verify`](super::AntiLeech::verify) tells whether
    /// that is true. Example: [`Request::rtmp`].
    ///
    /// # Errors
    /// When there is no such time, or it is no decimal number.
    pub fn expires_at(&self) -> Result<SystemTime, Refusal> {
        self.time().map(|(_, seconds)| moment(seconds))
    }

    /// `scheme://domain`, when the whole URL is known.
    pub(super) fn origin(&self) -> Option<&str> {
        self.place.origin.as_deref()
    }

    /// The time as it stands in the query, and as Unix seconds.
    pub(super) fn time(&self) -> Result<(String, u64), Refusal> {
        let time = self.parameter(TIME)?;
        let seconds = self.received().number(TIME, 10);
        let seconds = seconds.map_err(|refusal| hexadecimal::refusal(&time).unwrap_or(refusal))?;
        Ok((time, seconds))
    }

    /// The MD5.
    pub(super) fn sign(&self) -> Result<String, Refusal> {
        self.parameter(SIGN)
    }

    fn parameter(&self, name: &str) -> Result<String, Refusal> {
        let received = self.received();
        received.of_this_rule(received.parameter(name))
    }

    fn received(&self) -> Received<'_> {
        Received { query: self.query(), rule: RULE }
    }
}

/// Where the parameters would stand in an SRT URL is not documented.
pub(super) fn not_srt(url: &str) -> Result<(), SignError> {
    match url.split_once("://") {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("srt") => {
            Err(SignError::new("URL", "must not be one of SRT, for which Miku documents no signature"))
        }
        _ => Ok(()),
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { path, origin, .. } = &self.place;
        f.debug_struct("Request").field("path", path).field("origin", origin).finish_non_exhaustive()
    }
}
