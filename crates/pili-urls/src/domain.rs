use std::fmt;

use pili_auth::names::{Authority, NameError, split_port};

/// A publish or play domain, and whether its web URLs are `http` (the default) or `https`.
///
/// A port may follow, as in `127.0.0.1:8081`.
///
/// ```
/// use pili_urls::{Domain, StreamPath, play};
/// let stream = StreamPath::new("demo-hub", "evening")?;
/// let domain = Domain::new("live.example.com")?;
/// assert_eq!(play::hls(&domain, &stream), "http://live.example.com/demo-hub/evening.m3u8");
/// assert_eq!(play::hls(&domain.https(), &stream), "https://live.example.com/demo-hub/evening.m3u8");
/// # Ok::<(), pili_urls::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Domain {
    authority: String,
    https: bool,
}

impl Domain {
    /// Checks the domain. Example: [`Domain`].
    ///
    /// # Errors
    /// When it is not a host name, an IPv4 address or an IPv6 address in brackets, each with an optional port
    /// without leading zeros. The error repeats what was given, but for user info and query.
    pub fn new(domain: impl Into<String>) -> Result<Self, NameError> {
        let authority = domain.into();
        match Authority::parse(&authority) {
            Some(_) => Ok(Self { authority, https: false }),
            None => Err(NameError::of_host("domain", Authority::RULE, &authority)),
        }
    }

    /// The same domain, whose HLS, HDL and snapshot URLs begin with `https`. Example: [`Domain`].
    #[must_use = "this domain stays as it is"]
    pub fn https(&self) -> Self {
        Self { authority: self.authority.clone(), https: true }
    }

    /// The domain as given, port included.
    ///
    /// ```
    /// use pili_urls::Domain;
    /// let domain = Domain::new("live.example.com:8080")?;
    /// assert_eq!((domain.as_str(), domain.host()), ("live.example.com:8080", "live.example.com"));
    /// # Ok::<(), pili_urls::NameError>(())
    /// ```
    pub fn as_str(&self) -> &str {
        &self.authority
    }

    /// The domain without its port. Example: [`Domain::as_str`].
    pub fn host(&self) -> &str {
        split_port(&self.authority).0
    }

    pub(crate) fn web_scheme(&self) -> &'static str {
        if self.https { "https" } else { "http" }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.authority)
    }
}

impl TryFrom<&str> for Domain {
    type Error = NameError;

    fn try_from(domain: &str) -> Result<Self, NameError> {
        Self::new(domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_addresses_and_ports_are_domains() {
        for domain in ["live.example.com", "localhost:1935", "127.0.0.1:8081", "[::1]:1935", "[::1]"] {
            assert!(Domain::new(domain).is_ok(), "{domain}");
        }
        assert_eq!(Domain::new("[::1]:1935").unwrap().host(), "[::1]");
    }

    #[test]
    fn a_domain_is_of_http_until_it_is_asked_to_be_of_https() {
        let domain = Domain::new("live.example.com").unwrap();
        assert_eq!((domain.web_scheme(), domain.https().web_scheme()), ("http", "https"));
        assert_eq!((domain.https().as_str(), domain.https().https()), (domain.as_str(), domain.https()));
    }

    #[test]
    fn anything_else_is_no_domain() {
        for domain in
            ["", "a/b", "http://a", "a b", "a:", "a:+80", "a:00080", "a..b", "a.", "-a", "[::g]", "::1"]
        {
            let error = Domain::new(domain).unwrap_err().to_string();
            assert!(
                error.contains(&format!("`{domain}` must be a host name or address")),
                "{domain}: {error}"
            );
        }
    }

    #[test]
    fn a_refusal_repeats_what_was_given_but_for_secrets_and_control_characters() {
        let shown = |domain: &str| Domain::new(domain).unwrap_err().value().to_owned();
        assert_eq!(shown("user:secret@a.com"), "…@a.com");
        assert_eq!(shown("a.com?token=secret"), "a.com?…");
        assert_eq!(shown("a\n\u{7}b"), r"a\n\u{7}b");
    }
}
