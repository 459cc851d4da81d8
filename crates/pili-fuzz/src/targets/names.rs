//! Names, addresses and settings, as people type them.

use pili_core::{Endpoint, Proxy};
use pili_urls::{Domain, StreamPath};

use super::{bytes, text};
use crate::target::Target;

pub(super) const TARGETS: &[Target] = &[
    Target::parser(
        "endpoint",
        || bytes(["https://pili.qiniuapi.com", "http://[::1]:8080", "a.example:80"]),
        |url| {
            // What was read is read again as the same.
            let endpoint = text(url).and_then(|url| Endpoint::parse(url).ok());
            endpoint.is_some_and(|endpoint| {
                Endpoint::parse(&endpoint.to_string()).is_ok_and(|again| again == endpoint)
            })
        },
    ),
    Target::parser(
        "proxy",
        || bytes(["http://user:password@proxy.example:3128", "socks5://127.0.0.1"]),
        |url| text(url).is_some_and(|url| Proxy::new(url).map(|proxy| format!("{proxy:?}")).is_ok()),
    ),
    Target::parser(
        "domain",
        || bytes(["live.example.com", "1.2.3.4:80", "[::1]:8080"]),
        |domain| text(domain).is_some_and(|domain| Domain::new(domain).is_ok()),
    ),
    Target::parser(
        "stream-path",
        || bytes(["/hub/key", "hub/key@720p"]),
        |path| text(path).is_some_and(|path| StreamPath::parse(path).is_ok()),
    ),
];
