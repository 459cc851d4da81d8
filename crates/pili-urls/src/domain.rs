use std::fmt;

use pili_auth::names::NameError;

const RULE: &str = "must be a host name or address, with a port at most";

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
    /// Checks the domain.
    ///
    /// # Errors
    /// When it is not a host name, an IPv4 address or an IPv6 address in brackets, each with an optional port.
    pub fn new(domain: impl Into<String>) -> Result<Self, NameError> {
        let authority = domain.into();
        if is_authority(&authority) {
            Ok(Self { authority, https: false })
        } else {
            Err(NameError::new("domain", RULE, &authority))
        }
    }

    /// The same domain, whose HLS, HDL and snapshot URLs begin with `https`.
    #[must_use = "this domain stays as it is"]
    pub fn https(&self) -> Self {
        Self { authority: self.authority.clone(), https: true }
    }

    /// The domain as given, port included.
    pub fn as_str(&self) -> &str {
        &self.authority
    }

    /// The domain without its port.
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

/// Parts host and port; the port is what follows the last colon outside brackets.
pub(crate) fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

pub(crate) fn is_authority(authority: &str) -> bool {
    let (host, port) = split_port(authority);
    is_host(host) && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number > 0))
}

fn is_host(host: &str) -> bool {
    let bracketed = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match bracketed {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host.split('.').all(is_label),
    }
}

fn is_label(label: &str) -> bool {
    pili_auth::names::is_word(label, 1, 63) && !label.starts_with('-') && !label.ends_with('-')
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
    fn anything_else_is_no_domain() {
        for domain in
            ["", "a/b", "http://a", "a b", "user@a", "a:", "a:0", "a:99999", "a..b", "-a", "[::g]", "::1"]
        {
            assert!(Domain::new(domain).is_err(), "{domain}");
        }
    }
}
