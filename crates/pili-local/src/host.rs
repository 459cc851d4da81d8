//! Hosts as clients name them.

/// The host of `host[:port]`, in lower case.
pub(crate) fn host_name(authority: &str) -> String {
    let end = match authority.find(']') {
        Some(bracket) => bracket + 1,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    authority.get(..end).unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_neither_port_nor_capitals() {
        for (authority, host) in
            [("A.example:80", "a.example"), ("a.example", "a.example"), ("[::1]:1935", "[::1]"), ("", "")]
        {
            assert_eq!(host_name(authority), host);
        }
    }
}
