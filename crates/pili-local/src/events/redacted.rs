//! URLs without what nobody else should read.

use pili_gate::is_secret;

/// A path and its query, without the values of parameters that may be secret.
pub(crate) fn redacted(path_and_query: &str) -> String {
    let Some((path, query)) = path_and_query.split_once('?') else { return path_and_query.to_owned() };
    let pairs: Vec<_> = query.split('&').map(pair).collect();
    format!("{path}?{}", pairs.join("&"))
}

fn pair(pair: &str) -> String {
    match pair.split_once('=') {
        Some((name, value)) if is_secret(name) && !value.is_empty() => format!("{name}=…"),
        _ => pair.to_owned(),
    }
}

/// A URL without its query and without user and password.
pub(crate) fn without_query(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_proves_that_somebody_knows_a_secret_is_not_told() {
        for (given, told) in [
            ("/v2/hubs", "/v2/hubs"),
            ("/v2/hubs/a/streams?liveonly=true&marker=x", "/v2/hubs/a/streams?liveonly=true&marker=x"),
            ("/a?Expires=1&Signature=abc&x-oss-Signature=d", "/a?Expires=1&Signature=…&x-oss-Signature=…"),
            ("/a?accessToken=abc&token", "/a?accessToken=…&token"),
        ] {
            assert_eq!(redacted(given), told);
        }
    }

    #[test]
    fn a_url_has_neither_query_nor_password() {
        for (given, told) in [
            ("http://a.test/x?key=secret#y", "http://a.test/x"),
            ("http://user:secret@a.test:80", "http://a.test:80"),
            ("http://user:se@cret@a.test/@b", "http://a.test/@b"),
            ("nonsense", "nonsense"),
        ] {
            assert_eq!(without_query(given), told);
        }
    }
}
