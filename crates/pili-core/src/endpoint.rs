use std::{fmt, str::FromStr};

use bytes::Bytes;
use http::uri::{self, InvalidUri, Scheme};
use pili_auth::names::{Authority, NameError};

use crate::{Error, Result, Url};

/// Where an API is served: a scheme and a host, normalised so that the host that is signed is the host that
/// is sent.
///
/// ```
/// use pili_core::Endpoint;
/// let endpoint = Endpoint::parse("https://Pili.QiniuAPI.com:443")?;
/// assert_eq!(endpoint.to_string(), "https://pili.qiniuapi.com");
/// # Ok::<(), pili_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Endpoint {
    secure: bool,
    host: Host,
}

#[derive(Clone, Debug)]
enum Host {
    Static(&'static str),
    Read(uri::Authority),
}

impl Endpoint {
    /// Reads `https://host[:port]` or `http://host[:port]`; a bare host is served over https. A default port
    /// is dropped and the host is lower-cased. Example: [`Endpoint`].
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid) for another scheme, user info, a path or a query, and
    /// for what is no host. It repeats the text, but for user info and query.
    pub fn parse(text: &str) -> Result<Self> {
        let named = |rule| NameError::of_host("endpoint", rule, text).into();
        Self::read(text.trim()).map_err(named)
    }

    /// The endpoint, or the rule that is broken.
    fn read(text: &str) -> Result<Self, &'static str> {
        let (secure, rest) = split_scheme(text)?;
        let host = rest.strip_suffix('/').unwrap_or(rest);
        if host.contains('@') {
            return Err("must have no user info");
        }
        if host.contains(['/', '?', '#']) {
            return Err("must be a scheme and a host alone: leave path and query out");
        }
        Self::of_host(secure, host)
    }

    /// An endpoint known when the program is written: `https://host[:port]` or `http://host[:port]`, in lower
    /// case and without a default port.
    ///
    /// ```
    /// use pili_core::Endpoint;
    /// const PILI: Endpoint = Endpoint::from_static("https://pili.qiniuapi.com");
    /// assert_eq!(PILI, Endpoint::parse("https://pili.qiniuapi.com")?);
    /// # Ok::<(), pili_core::Error>(())
    /// ```
    ///
    /// # Panics
    /// When the text is no such endpoint; in a constant that is an error of the compiler.
    pub const fn from_static(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let (secure, host) = match bytes {
            [b'h', b't', b't', b'p', b's', b':', b'/', b'/', host @ ..] => (true, host),
            [b'h', b't', b't', b'p', b':', b'/', b'/', host @ ..] => (false, host),
            _ => panic!("an endpoint begins with https:// or http://"),
        };
        assert!(is_plain_host(host), "an endpoint is a scheme and a host in lower case alone");
        match std::str::from_utf8(host) {
            Ok(host) => Self { secure, host: Host::Static(host) },
            Err(_) => panic!("an endpoint is ASCII"),
        }
    }

    fn of_host(secure: bool, host: &str) -> Result<Self, &'static str> {
        let Authority { host, port } = Authority::parse(host).ok_or(Authority::RULE)?;
        let name = host.to_ascii_lowercase();
        let host = match port.filter(|port| *port != default_port(secure)) {
            Some(port) => format!("{name}:{port}"),
            None => name,
        };
        let host = uri::Authority::from_maybe_shared(Bytes::from(host)).map_err(|_| Authority::RULE)?;
        Ok(Self { secure, host: Host::Read(host) })
    }

    /// Whether it is served over TLS. Example: [`Endpoint::host`].
    pub fn is_https(&self) -> bool {
        self.secure
    }

    /// The scheme. Example: [`Endpoint::host`].
    pub fn scheme(&self) -> Scheme {
        if self.secure { Scheme::HTTPS } else { Scheme::HTTP }
    }

    /// The host, with its port unless that is the scheme's own: the value of the `Host` header.
    ///
    /// ```
    /// use pili_core::Endpoint;
    /// let local = Endpoint::parse("http://127.0.0.1:8935")?;
    /// assert_eq!((local.host(), local.host_name(), local.port()), ("127.0.0.1:8935", "127.0.0.1", 8935));
    /// assert!(!local.is_https() && local.scheme() == http::uri::Scheme::HTTP);
    /// # Ok::<(), pili_core::Error>(())
    /// ```
    pub fn host(&self) -> &str {
        match &self.host {
            Host::Static(host) => host,
            Host::Read(host) => host.as_str(),
        }
    }

    /// As URLs hold it.
    pub(crate) fn authority(&self) -> Result<uri::Authority, InvalidUri> {
        match &self.host {
            Host::Static(host) => uri::Authority::from_maybe_shared(Bytes::from_static(host.as_bytes())),
            Host::Read(host) => Ok(host.clone()),
        }
    }

    /// The host without its port. Example: [`Endpoint::host`].
    pub fn host_name(&self) -> &str {
        self.split_host().0
    }

    /// The port, the scheme's own included. Example: [`Endpoint::host`].
    pub fn port(&self) -> u16 {
        self.split_host().1.unwrap_or(default_port(self.secure))
    }

    fn split_host(&self) -> (&str, Option<u16>) {
        let host = self.host();
        let split = host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']'));
        split.map_or((host, None), |(name, port)| (name, port.parse().ok()))
    }

    /// The same endpoint at `name.host`, as storage services address a bucket.
    ///
    /// ```
    /// use pili_core::Endpoint;
    /// let region = Endpoint::from_static("https://oss-cn-hangzhou.aliyuncs.com");
    /// assert_eq!(region.subdomain("shows")?.host(), "shows.oss-cn-hangzhou.aliyuncs.com");
    /// assert!(region.subdomain("no host").is_err());
    /// # Ok::<(), pili_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the two make no host.
    pub fn subdomain(&self, name: &str) -> Result<Self> {
        let host = format!("{name}.{}", self.host());
        Self::of_host(self.secure, &host).map_err(|rule| NameError::of_host("endpoint", rule, &host).into())
    }

    /// Starts a URL at this endpoint. Example: [`Url`].
    pub fn url(&self) -> Url {
        Url::new(self)
    }
}

impl PartialEq for Endpoint {
    fn eq(&self, other: &Self) -> bool {
        (self.secure, self.host()) == (other.secure, other.host())
    }
}

impl Eq for Endpoint {}

impl FromStr for Endpoint {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme(), self.host())
    }
}

fn split_scheme(text: &str) -> Result<(bool, &str), &'static str> {
    match text.split_once("://") {
        None => Ok((true, text)),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => Ok((true, rest)),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => Ok((false, rest)),
        Some(_) => Err("must have the scheme http or https"),
    }
}

/// Letters in lower case, digits, dots and hyphens, and a port if there is one.
const fn is_plain_host(host: &[u8]) -> bool {
    let mut at = 0;
    while at < host.len() {
        if !matches!(host[at], b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b':') {
            return false;
        }
        at += 1;
    }
    !host.is_empty()
}

const fn default_port(secure: bool) -> u16 {
    if secure { 443 } else { 80 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_port_is_dropped_and_another_kept() {
        let host = |text| Endpoint::parse(text).unwrap().host().to_owned();
        assert_eq!(host("http://A.example:80"), "a.example");
        assert_eq!(host("https://a.example:80/"), "a.example:80");
        assert_eq!(host("http://[::1]:9000"), "[::1]:9000");
        assert_eq!(host("a.example"), "a.example");
    }

    #[test]
    fn whatever_is_no_scheme_and_host_is_refused_with_the_rule_and_the_text() {
        for text in [
            "",
            "ftp://a",
            "https://",
            "https:///",
            "https://a/b",
            "a:99999",
            "a:0",
            "a:",
            "a:+80",
            "a:00080",
            "a..b",
            ".a",
            "a.",
            "-a",
            "*",
            "a b",
            "[::1",
            "::1",
        ] {
            let error = Endpoint::parse(text).expect_err(text);
            assert_eq!(error.field(), Some("endpoint"), "{text}");
            assert!(error.to_string().contains(&format!("endpoint `{text}` must")), "{text}: {error}");
        }
    }

    #[test]
    fn a_refusal_shows_neither_user_info_nor_query_nor_control_characters() {
        for (text, shown) in [
            ("https://user:secret@a.com", "endpoint `…@a.com` must have no user info"),
            ("user:sec/ret@a.com", "endpoint `…@a.com` must have no user info"),
            ("https://a.com?token=secret", "endpoint `https://a.com?…` must be a scheme and a host alone"),
            ("a\n\u{1b}b", r"endpoint `a\n\u{1b}b` must be a host"),
        ] {
            let error = Endpoint::parse(text).expect_err(text).to_string();
            assert!(error.contains(shown) && !error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn a_subdomain_that_is_no_host_is_refused_with_the_host_it_would_be() {
        let endpoint = Endpoint::parse("oss.example.com").unwrap();
        assert_eq!(endpoint.subdomain("bucket").unwrap().host(), "bucket.oss.example.com");
        let error = endpoint.subdomain("-b").unwrap_err().to_string();
        assert!(error.contains("`-b.oss.example.com` must be a host"), "{error}");
    }

    #[test]
    fn a_host_without_a_scheme_is_called_over_https() {
        let (bare, plain) =
            (Endpoint::parse("a.example").unwrap(), Endpoint::parse("http://a.example").unwrap());
        assert_eq!([bare.is_https(), plain.is_https()], [true, false]);
        assert_eq!(bare.to_string(), "https://a.example");
    }

    #[test]
    fn the_colons_of_an_address_are_no_port() {
        for (text, name, port) in [
            ("https://[::1]", "[::1]", 443),
            ("http://[::1]:9000", "[::1]", 9000),
            ("http://a.example", "a.example", 80),
        ] {
            let endpoint = Endpoint::parse(text).unwrap();
            assert_eq!((endpoint.host_name(), endpoint.port()), (name, port));
        }
    }

    #[test]
    fn endpoints_are_equal_that_lead_to_the_same_place_in_the_same_way() {
        let endpoint = Endpoint::from_static("https://a.example");
        assert_eq!(Endpoint::parse("HTTPS://A.example:443/").unwrap(), endpoint);
        for other in ["http://a.example", "https://b.example", "https://a.example:80"] {
            assert_ne!(Endpoint::parse(other).unwrap(), endpoint);
        }
    }
}
