//! Hosts as clients name them.

use std::net::IpAddr;

/// The host of `host[:port]`, in lower case.
pub(crate) fn host_name(authority: &str) -> String {
    let end = match authority.find(']') {
        Some(bracket) => bracket + 1,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    authority.get(..end).unwrap_or_default().to_ascii_lowercase()
}

/// The address that a host without a port is, with or without brackets; an IPv4 address in IPv6 is itself.
pub(crate) fn address_of(host: &str) -> Option<IpAddr> {
    host.trim_matches(['[', ']']).parse().ok().map(|address: IpAddr| address.to_canonical())
}

/// Whether a host without a port is this machine, whatever machine it is asked on.
pub(crate) fn is_loopback(host: &str) -> bool {
    address_of(host).map_or(host.eq_ignore_ascii_case("localhost"), |address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_known_by_its_name_and_its_addresses() {
        for host in ["localhost", "LocalHost", "127.0.0.1", "127.9.9.9", "[::1]", "::1", "[::ffff:127.0.0.1]"]
        {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["", "localhost.example.com", "10.0.0.1", "0.0.0.0", "[::ffff:10.0.0.1]"] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn a_host_has_neither_port_nor_capitals() {
        for (authority, host) in
            [("A.example:80", "a.example"), ("a.example", "a.example"), ("[::1]:1935", "[::1]"), ("", "")]
        {
            assert_eq!(host_name(authority), host);
        }
    }
}
