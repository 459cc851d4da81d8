use std::fmt;

use pili_auth::{SignError, names::NameError};

use super::srt::SrtParts;
use crate::{StreamPath, place::Place, received::without_token};

/// A publish request as a server sees it: path, query, and the origin when the whole URL is known.
///
/// ```
/// use pili_urls::publish::PublishRequest;
/// let seen = PublishRequest::rtmp("demo-hub", "evening?e=1700003600&token=ak:sign");
/// assert_eq!(seen.path(), "/demo-hub/evening");
/// assert_eq!(seen.query(), "e=1700003600&token=ak:sign");
/// ```
///
/// `Debug` leaves the query out, which holds a token or a publish key.
#[derive(Clone, PartialEq, Eq)]
pub struct PublishRequest {
    place: Place,
    srt: bool,
}

impl PublishRequest {
    /// From a path `/<hub>/<stream key>`, with or without the leading `/`, and a raw query.
    ///
    /// ```
    /// use pili_urls::publish::PublishRequest;
    /// let seen = PublishRequest::new("/demo-hub/evening", "e=1700003600&token=ak:sign");
    /// assert_eq!(seen.stream()?.key().as_str(), "evening");
    /// assert_eq!(seen.string_to_sign(), "/demo-hub/evening?e=1700003600");
    /// # Ok::<(), pili_urls::NameError>(())
    /// ```
    pub fn new(path: &str, query: &str) -> Self {
        Self { place: Place::new(path, query), srt: false }
    }

    /// From RTMP's two names: the application, which is the hub, and the stream name, which brings the query.
    ///
    /// Encoders differ in where they put the query; one behind the application counts as well.
    /// Example: [`PublishRequest`].
    pub fn rtmp(application: &str, stream_name: &str) -> Self {
        Self { place: Place::rtmp(application, stream_name), srt: false }
    }

    /// From SRT's stream id, `#!::h=<hub>/<stream key>,m=publish,…`.
    ///
    /// ```
    /// use pili_urls::publish::PublishRequest;
    /// let seen = PublishRequest::srt("#!::h=demo-hub/evening,m=publish,e=1700003600,token=ak:sign")?;
    /// assert_eq!(seen.path(), "/demo-hub/evening");
    /// # Ok::<(), pili_urls::SignError>(())
    /// ```
    ///
    /// # Errors
    /// When the text is no such stream id.
    pub fn srt(stream_id: &str) -> Result<Self, SignError> {
        let (path, query) = SrtParts::received(stream_id)?;
        Ok(Self { place: Place { path, query, origin: None }, srt: true })
    }

    /// From a whole URL, RTMP or SRT. Example: [`PublishRule`](crate::publish::PublishRule).
    ///
    /// # Errors
    /// When the text is no publish URL.
    pub fn parse(url: &str) -> Result<Self, SignError> {
        if let Some((_, stream_id)) = SrtParts::split(url) {
            return Self::srt(stream_id);
        }
        Ok(Self { place: Place::parse(url)?, srt: false })
    }

    /// `/<hub>/<stream key>`. Example: [`PublishRequest`].
    pub fn path(&self) -> &str {
        &self.place.path
    }

    /// The hub and stream that the path names. Example: [`PublishRequest::new`].
    ///
    /// # Errors
    /// When a name does not fit.
    pub fn stream(&self) -> Result<StreamPath, NameError> {
        StreamPath::parse(self.path())
    }

    /// The query as received. Example: [`PublishRequest`].
    pub fn query(&self) -> &str {
        &self.place.query
    }

    /// `scheme://domain`, when the whole URL is known.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.place.origin.as_deref()
    }

    /// The text that its token must cover, as received: a publish key in the open, where the rule `static` has one, is in it.
    /// Example: [`PublishRequest::new`].
    pub fn string_to_sign(&self) -> String {
        format!("{}?{}", self.path(), without_token(self.query()))
    }

    pub(super) fn is_srt(&self) -> bool {
        self.srt
    }
}

impl fmt::Debug for PublishRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place: Place { path, origin, .. }, srt } = self;
        f.debug_struct("PublishRequest")
            .field("path", path)
            .field("origin", origin)
            .field("srt", srt)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_neither_key_nor_token() {
        let shown = format!("{:?}", PublishRequest::rtmp("hub", "evening?key=hush&token=hush"));
        assert!(shown.contains("/hub/evening") && !shown.contains("hush"), "{shown}");
    }

    #[test]
    fn a_request_knows_whether_it_came_over_srt() {
        let id = "#!::h=hub/evening,m=publish";
        assert!(PublishRequest::srt(id).unwrap().is_srt());
        assert!(PublishRequest::parse(&format!("srt://a.example:1935?streamid={id}")).unwrap().is_srt());
        assert!(!PublishRequest::new("/hub/evening", "").is_srt());
        assert!(!PublishRequest::rtmp("hub", "evening").is_srt());
        assert!(!PublishRequest::parse("rtmp://a.example/hub/evening").unwrap().is_srt());
    }
}
