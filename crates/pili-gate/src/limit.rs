//! From where a stream may be published and played: addresses, and the pages of players.

use std::{fmt, net::IpAddr};

use crate::Cidr;

/// Which addresses are let in.
///
/// ```
/// use pili_gate::AddressLimit;
/// let limit = AddressLimit { only: vec!["10.0.0.0/8".parse()?], not: vec!["10.0.0.7".parse()?] };
/// assert!(limit.check("10.1.2.3".parse()?).is_ok());
/// let refused = limit.check("10.0.0.7".parse()?).unwrap_err();
/// assert_eq!(refused.to_string(), "does not let 10.0.0.7 in: it is in its blacklist");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressLimit {
    /// Only these, unless there is none.
    pub only: Vec<Cidr>,
    /// All but these.
    pub not: Vec<Cidr>,
}

/// Why an address is not let in; `Display` follows the name of what does not let it in.
///
/// Example: [`AddressLimit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLetIn {
    address: IpAddr,
    list: &'static str,
}

impl AddressLimit {
    /// Whether all are let in.
    ///
    /// ```
    /// use pili_gate::AddressLimit;
    /// assert!(AddressLimit::default().is_open());
    /// ```
    pub fn is_open(&self) -> bool {
        self.only.is_empty() && self.not.is_empty()
    }

    /// Checks an address. Example: [`AddressLimit`].
    ///
    /// # Errors
    /// When it is not let in.
    pub fn check(&self, address: IpAddr) -> Result<(), NotLetIn> {
        if !self.only.is_empty() && !holds(&self.only, address) {
            return Err(NotLetIn { address, list: "not in its whitelist" });
        }
        if holds(&self.not, address) {
            return Err(NotLetIn { address, list: "in its blacklist" });
        }
        Ok(())
    }
}

impl fmt::Display for NotLetIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "does not let {} in: it is {}", self.address, self.list)
    }
}

impl std::error::Error for NotLetIn {}

/// Whether one of the blocks has the address.
pub(crate) fn holds(blocks: &[Cidr], address: IpAddr) -> bool {
    blocks.iter().any(|block| block.contains(address))
}

/// Which pages players may stand in, by the host of the page's URL: `www.example.com`, or `*.example.com` for it and
/// all below it.
///
/// ```
/// use pili_gate::RefererLimit;
/// let mut limit = RefererLimit::default();
/// limit.only = vec!["example.com".to_owned()];
/// assert!(limit.check(Some("https://example.com/watch")).is_ok());
/// assert!(limit.check(Some("https://elsewhere.example/")).is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefererLimit {
    /// Only these, unless there is none.
    pub only: Vec<String>,
    /// All but these.
    pub not: Vec<String>,
    /// Whether a player that tells of no page is kept out too.
    pub must_be_told: bool,
}

impl RefererLimit {
    /// Checks the page that a player stands in. Example: [`RefererLimit`].
    ///
    /// # Errors
    /// Why it is kept out.
    pub fn check(&self, referer: Option<&str>) -> Result<(), String> {
        let Some(referer) = referer.filter(|referer| !referer.is_empty()) else {
            return if self.must_be_told { Err("the player tells of no page".to_owned()) } else { Ok(()) };
        };
        let host = host_of(referer);
        let fits = |pattern: &String| fits(pattern, &host);
        if !self.only.is_empty() && !self.only.iter().any(fits) {
            return Err(format!("pages of `{}` may not play it", host.escape_debug()));
        }
        if self.not.iter().any(fits) {
            return Err(format!("pages of `{}` are kept out", host.escape_debug()));
        }
        Ok(())
    }
}

fn fits(pattern: &str, host: &str) -> bool {
    let pattern = pattern.to_ascii_lowercase();
    match pattern.strip_prefix("*.") {
        Some(domain) => host == domain || host.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.')),
        None => host == pattern,
    }
}

/// The host of a URL, or of `host[:port]`, in lower case, without user, password and port.
pub(crate) fn host_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let end = host.find(']').map_or_else(|| host.find(':').unwrap_or(host.len()), |bracket| bracket + 1);
    host.get(..end).unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_by_its_host_alone() {
        let limit = RefererLimit { only: vec!["*.example.com".to_owned()], ..RefererLimit::default() };
        for (referer, good) in [
            ("https://www.example.com/live?a=1", true),
            ("https://Example.com:8443/", true),
            ("https://evil.test/www.example.com", false),
            ("https://www.example.com@evil.test/", false),
            ("https://notexample.com/", false),
            ("https://evil.test\\.example.com/", false),
            ("", true),
        ] {
            assert_eq!(limit.check(Some(referer)).is_ok(), good, "{referer}");
        }
        let strict = RefererLimit { must_be_told: true, ..limit };
        assert!(strict.check(None).is_err());
    }

    #[test]
    fn a_blacklist_wins_over_a_whitelist() {
        let block = |text: &str| vec![text.parse::<Cidr>().unwrap()];
        let limit = AddressLimit { only: block("10.0.0.0/8"), not: block("10.9.0.0/16") };
        for (address, good) in [("10.1.1.1", true), ("10.9.1.1", false), ("11.0.0.1", false)] {
            assert_eq!(limit.check(address.parse().unwrap()).is_ok(), good, "{address}");
        }
    }
}
