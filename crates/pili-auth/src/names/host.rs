//! Hosts, which endpoints and domains are made of: one rule for all of them.

use std::net::Ipv6Addr;

/// `host` or `host:port`, taken apart.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authority<'a> {
    /// A host name, an IPv4 address, or an IPv6 address in its brackets.
    pub host: &'a str,
    /// The port, where one was given.
    pub port: Option<u16>,
}

impl<'a> Authority<'a> {
    /// What [`parse`](Self::parse) wants.
    pub const RULE: &'static str =
        "must be a host name or address, with a port at most: 1 to 65535, without leading zeros";

    /// Reads a text that keeps the [`RULE`](Self::RULE).
    pub fn parse(text: &'a str) -> Option<Self> {
        let (host, port) = split_port(text);
        let port = match port {
            None => None,
            Some(port) => Some(number(port)?),
        };
        is_host(host).then_some(Self { host, port })
    }
}

/// Parts host and port; the port is what follows the last colon outside brackets.
#[doc(hidden)]
pub fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

/// Up to 253 characters of labels between dots: one to 63 letters, digits, `-` or `_`, no hyphen at either end.
pub(super) fn is_host_name(name: &str) -> bool {
    const LONGEST: usize = 253;
    let is_label =
        |label: &str| super::is_word(label, 1, 63) && !label.starts_with('-') && !label.ends_with('-');
    name.len() <= LONGEST && name.split('.').all(is_label)
}

/// A text that was given for a host, as an error may show it: without user info and query, where a password
/// or a token may stand.
pub(super) fn shown(text: &str) -> String {
    let text = text.rsplit_once('@').map_or_else(|| text.to_owned(), |(_, rest)| format!("…@{rest}"));
    match text.split_once(['?', '#']) {
        Some((before, _)) => format!("{before}?…"),
        None => text,
    }
}

fn is_host(host: &str) -> bool {
    let bracketed = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    bracketed.map_or_else(|| is_host_name(host), |address| address.parse::<Ipv6Addr>().is_ok())
}

/// A port in the one way to write it.
fn number(port: &str) -> Option<u16> {
    let is_plain = port.starts_with(|first| matches!(first, '1'..='9'));
    port.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_names_and_addresses_are_hosts_with_and_without_a_port() {
        for (text, host, port) in [
            ("live.example.com", "live.example.com", None),
            ("localhost:1935", "localhost", Some(1935)),
            ("localhost:8080", "localhost", Some(8080)),
            ("127.0.0.1:8081", "127.0.0.1", Some(8081)),
            ("my_bucket.a:65535", "my_bucket.a", Some(65_535)),
            ("[::1]:1", "[::1]", Some(1)),
            ("[::1]", "[::1]", None),
        ] {
            assert_eq!(Authority::parse(text), Some(Authority { host, port }), "{text}");
        }
    }

    #[test]
    fn a_label_has_at_most_63_characters_and_a_name_253() {
        let label = |length| "a".repeat(length);
        assert!(is_host_name(&label(63)) && !is_host_name(&label(64)));
        let name = |last| format!("{0}.{0}.{0}.{1}", label(63), label(last));
        assert!(is_host_name(&name(61)) && !is_host_name(&name(62)));
    }

    #[test]
    fn whatever_another_reader_might_take_for_another_host_is_none() {
        let long = "a.".repeat(127) + "a";
        for text in [
            "", ".", "..", "a..b", ".a", "a.", "-a", "a-", "a.-b", "a b", "a/b", "a%2eb", "é.com", "user@a",
            "::1", "[::g]", "[::1", "::1]", "[a]", "a:", ":80", "a:0", "a:+80", "a:-80", "a:00080", "a:080",
            "a:8o", "a:65536", "a:99999", "a:80:80", "a: 80", &long,
        ] {
            assert_eq!(Authority::parse(text), None, "{text}");
        }
    }

    #[test]
    fn neither_user_info_nor_query_is_shown() {
        assert_eq!(shown("a..b:80"), "a..b:80");
        for secret in ["https://user:p/w@d@a.com/b", "user:pw@a.com/b", "//pw@a.com/b"] {
            assert_eq!(shown(secret), "…@a.com/b", "{secret}");
        }
        assert_eq!(shown("https://a.com?token=t#x"), "https://a.com?…");
        assert_eq!(shown("https://u:p?w@a.com#t"), "…@a.com?…");
    }
}
