use std::fmt;

use bytes::Bytes;
use http::{
    HeaderValue, Method, Uri,
    header::CONTENT_TYPE,
    uri::{Parts, PathAndQuery},
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;

use crate::{Endpoint, Error, Request, Result};

/// A URL in the making: encodes each part as it is added, and ends as a request.
///
/// ```
/// use pili_core::Endpoint;
/// let url = Endpoint::parse("https://pili.qiniuapi.com")?.url().path(["v2", "hubs", "demo"]).query("limit", 10);
/// assert_eq!(url.get()?.uri(), "https://pili.qiniuapi.com/v2/hubs/demo?limit=10");
/// # Ok::<(), pili_core::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a URL does nothing until it ends as a request"]
pub struct Url {
    endpoint: Endpoint,
    /// Path and query.
    text: String,
    has_query: bool,
    wrong: Option<&'static str>,
}

/// What RFC 3986 does not allow to stand bare in a segment. Base64 padding (`=`) stays literal, as every
/// vendor's SDK sends it.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// In a query everything but letters, digits and `-_.~` is encoded.
const QUERY: &AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Enough for most paths and queries.
const ROOM: usize = 96;

/// What the type of a URL holds.
const LONGEST: usize = 65534;

impl Url {
    pub(crate) fn new(endpoint: &Endpoint) -> Self {
        Self { endpoint: endpoint.clone(), text: String::with_capacity(ROOM), has_query: false, wrong: None }
    }

    /// Adds path segments, each encoded. An empty one, `.` and `..` are refused when the URL ends: they would
    /// address something else. Example: [`Url`].
    pub fn path<T: AsRef<str>>(mut self, segments: impl IntoIterator<Item = T>) -> Self {
        for segment in segments {
            let segment = segment.as_ref();
            if matches!(segment, "" | "." | "..") {
                self.wrong = Some("must not be empty, `.` or `..`");
            }
            self.text.push('/');
            self.text.extend(utf8_percent_encode(segment, SEGMENT));
        }
        self
    }

    /// Adds one segment with everything but letters, digits and `-_.~` encoded, as ids go whose form is the
    /// service's own. Empty, `.` and `..` are refused like above. Example: [`Url::flag`].
    pub fn id(mut self, id: &str) -> Self {
        if matches!(id, "" | "." | "..") {
            self.wrong = Some("must not be empty, `.` or `..`");
        }
        self.text.push('/');
        self.text.extend(utf8_percent_encode(id, QUERY));
        self
    }

    /// Ends the path with a slash, as services address a container. Example: [`Url::flag`].
    pub fn slash(mut self) -> Self {
        self.text.push('/');
        self
    }

    /// Adds one query pair. Example: [`Url`].
    pub fn query(self, name: &str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        let mut url = self.flag(name);
        url.text.push('=');
        url.text.extend(utf8_percent_encode(&value, QUERY));
        url
    }

    /// Adds a query pair where there is a value. Example: [`Url::flag`].
    pub fn query_some(self, name: &str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// Adds a query name without a value.
    ///
    /// ```
    /// use pili_core::Endpoint;
    /// let url = Endpoint::from_static("https://api.example.com").url().id("a b").slash();
    /// let url = url.flag("live").query_some("limit", Some(5)).query_some("marker", None::<&str>);
    /// assert_eq!(url.delete()?.uri(), "https://api.example.com/a%20b/?live&limit=5");
    /// # Ok::<(), pili_core::Error>(())
    /// ```
    pub fn flag(mut self, name: &str) -> Self {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.text.extend(utf8_percent_encode(name, QUERY));
        self
    }

    /// Ends as a GET. Example: [`Url`].
    ///
    /// # Errors
    /// When a part of the URL breaks a rule; likewise below.
    pub fn get(self) -> Result<Request> {
        self.request(Method::GET, Bytes::new())
    }

    /// Ends as a DELETE. Example: [`Url::flag`].
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn delete(self) -> Result<Request> {
        self.request(Method::DELETE, Bytes::new())
    }

    /// Ends as a POST of a JSON body.
    ///
    /// ```
    /// use http::{Method, header::CONTENT_TYPE};
    /// use pili_core::Endpoint;
    /// let url = Endpoint::from_static("https://api.example.com").url().path(["streams"]);
    /// let request = url.clone().post_json(&serde_json::json!({ "key": "evening" }))?;
    /// assert_eq!((request.method(), &request.body()[..]), (&Method::POST, &br#"{"key":"evening"}"#[..]));
    /// assert_eq!(request.headers()[CONTENT_TYPE], "application/json");
    ///
    /// assert_eq!(url.clone().json(Method::PUT, &[1, 2])?.body(), "[1,2]");
    /// assert_eq!(url.clone().body(Method::PUT, "application/xml", "<a/>")?.headers()[CONTENT_TYPE], "application/xml");
    /// assert!(url.request(Method::PUT, "a".into())?.headers().is_empty());
    /// # Ok::<(), pili_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn post_json(self, body: &impl Serialize) -> Result<Request> {
        self.json(Method::POST, body)
    }

    /// Ends as a request with a JSON body. Example: [`Url::post_json`].
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn json(self, method: Method, body: &impl Serialize) -> Result<Request> {
        let body =
            serde_json::to_vec(body).map_err(|_| Error::invalid("body", "must be representable as JSON"))?;
        self.body(method, "application/json", body)
    }

    /// Ends as a request with a body of `content_type`. Example: [`Url::post_json`].
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn body(self, method: Method, content_type: &'static str, body: impl Into<Bytes>) -> Result<Request> {
        let mut request = self.request(method, body.into())?;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        Ok(request)
    }

    /// Ends as a request with `body` and no content type. Example: [`Url::post_json`].
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn request(self, method: Method, body: Bytes) -> Result<Request> {
        if let Some(rule) = self.wrong {
            return Err(Error::invalid("path segment", rule));
        }
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = self.uri()?;
        Ok(request)
    }

    /// Of parts, so that what the endpoint knows is not read again.
    fn uri(mut self) -> Result<Uri> {
        if !self.text.starts_with('/') {
            self.text.insert(0, '/');
        }
        if self.endpoint.host().len() + self.text.len() > LONGEST - "https://".len() {
            return Err(Error::invalid("URL", "must be at most 65534 bytes long"));
        }
        let is_no_url = |_| Error::invalid("URL", "must be a URL");
        let mut parts = Parts::default();
        parts.scheme = Some(self.endpoint.scheme());
        parts.authority = Some(self.endpoint.authority().map_err(is_no_url)?);
        parts.path_and_query =
            Some(PathAndQuery::from_maybe_shared(Bytes::from(self.text)).map_err(is_no_url)?);
        Uri::from_parts(parts).map_err(|_| Error::invalid("URL", "must be a URL"))
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.endpoint, self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url() -> Url {
        Endpoint::parse("http://h").unwrap().url()
    }

    #[test]
    fn padding_stays_in_a_path_and_is_encoded_in_a_query() {
        let request = url().path(["c3R=", "a/b?c#d%e"]).query("m", "a=&b").flag("idonly").get().unwrap();
        assert_eq!(request.uri(), "http://h/c3R=/a%2Fb%3Fc%23d%25e?m=a%3D%26b&idonly");
    }

    #[test]
    fn an_id_is_encoded_whole() {
        assert_eq!(url().id("a b/c=+~").get().unwrap().uri(), "http://h/a%20b%2Fc%3D%2B~");
        assert!(url().id("..").get().is_err());
    }

    #[test]
    fn a_container_ends_with_a_slash() {
        assert_eq!(url().path(["bucket"]).slash().flag("live").get().unwrap().uri(), "http://h/bucket/?live");
    }

    #[test]
    fn a_url_without_a_path_has_the_root() {
        assert_eq!(url().get().unwrap().uri(), "http://h/");
        assert_eq!(url().flag("live").get().unwrap().uri(), "http://h/?live");
        assert_eq!(url().flag("live").to_string(), "http://h?live");
    }

    #[test]
    fn a_url_that_is_too_long_is_refused_with_the_rule() {
        let longest = "a".repeat(65534 - "https://h/".len());
        assert!(url().path([&longest]).get().is_ok());
        let error = url().path([&format!("{longest}a")]).get().unwrap_err();
        assert!(error.to_string().contains("at most 65534 bytes"), "{error}");
    }

    #[test]
    fn segments_that_would_address_something_else_are_refused() {
        for segment in ["", ".", ".."] {
            assert!(url().path(["a", segment]).get().is_err(), "{segment:?}");
        }
    }
}
