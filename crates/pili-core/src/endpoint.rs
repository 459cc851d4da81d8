use std::{fmt, str::FromStr, sync::Arc};

use http::uri::{Authority, Scheme};

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
    Shared(Arc<str>),
}

impl Endpoint {
    /// Reads `https://host[:port]` or `http://host[:port]`; a bare host is served over https. A default port
    /// is dropped and the host is lower-cased.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid) for another scheme, user info, a path or a query.
    pub fn parse(text: &str) -> Result<Self> {
        let (secure, rest) = split_scheme(text.trim())?;
        let host = rest.strip_suffix('/').unwrap_or(rest);
        if host.contains(['/', '?', '#']) {
            return Err(Error::invalid(
                "endpoint",
                "must be a scheme and a host alone: leave path and query out",
            ));
        }
        if host.contains('@') {
            return Err(Error::invalid("endpoint", "must have no user info"));
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
            [b'h', b't', b't', b'p', b's', b':', b'/', b'/', ..] => (true, text.split_at(8).1),
            [b'h', b't', b't', b'p', b':', b'/', b'/', ..] => (false, text.split_at(7).1),
            _ => panic!("an endpoint begins with https:// or http://"),
        };
        assert!(is_plain_host(host.as_bytes()), "an endpoint is a scheme and a host in lower case alone");
        Self { secure, host: Host::Static(host) }
    }

    fn of_host(secure: bool, host: &str) -> Result<Self> {
        let no_host = || Error::invalid("endpoint", "must be a host with an optional port");
        let authority: Authority = host.parse().map_err(|_| no_host())?;
        if authority.host().is_empty() || authority.host().contains('*') {
            return Err(no_host());
        }
        let name = authority.host().to_ascii_lowercase();
        let port = host.strip_prefix(authority.host()).and_then(|rest| rest.strip_prefix(':'));
        let host = match port.map(str::parse::<u16>) {
            None => name,
            Some(Ok(0) | Err(_)) => {
                return Err(Error::invalid("endpoint", "must have a port from 1 to 65535"));
            }
            Some(Ok(port)) if port == default_port(secure) => name,
            Some(Ok(port)) => format!("{name}:{port}"),
        };
        Ok(Self { secure, host: Host::Shared(host.into()) })
    }

    /// Whether it is served over TLS.
    pub fn is_https(&self) -> bool {
        self.secure
    }

    /// The scheme.
    pub fn scheme(&self) -> Scheme {
        if self.secure { Scheme::HTTPS } else { Scheme::HTTP }
    }

    /// The host, with its port unless that is the scheme's own: the value of the `Host` header.
    pub fn host(&self) -> &str {
        match &self.host {
            Host::Static(host) => host,
            Host::Shared(host) => host,
        }
    }

    /// The host without its port.
    pub fn host_name(&self) -> &str {
        self.split_host().0
    }

    /// The port, the scheme's own included.
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
    /// # Errors
    /// When the two make no host.
    pub fn subdomain(&self, name: &str) -> Result<Self> {
        Self::of_host(self.secure, &format!("{name}.{}", self.host()))
    }

    /// Starts a URL at this endpoint.
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

fn split_scheme(text: &str) -> Result<(bool, &str)> {
    match text.split_once("://") {
        None => Ok((true, text)),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => Ok((true, rest)),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => Ok((false, rest)),
        Some(_) => Err(Error::invalid("endpoint", "must have the scheme http or https")),
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
    fn whatever_is_no_scheme_and_host_is_refused_naming_the_rule() {
        for text in [
            "",
            "ftp://a",
            "https://",
            "https://u@a",
            "https://a/b",
            "https://a?b",
            "a:99999",
            "a:0",
            "a:",
            "*",
            "a b",
        ] {
            let error = Endpoint::parse(text).expect_err(text);
            assert!(error.to_string().contains("endpoint must"), "{text}: {error}");
        }
    }
}
