//! Places that a task may name, as far as they are within reach.

use http::Uri;
use pili_core::Endpoint;

use crate::host::{host_name, is_loopback};

/// A source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Readable {
    /// FLV over HTTP: where, and what to ask for there.
    Flv(Endpoint, String),
    /// RTMP: the whole URL.
    Rtmp(String),
}

/// A place to publish to: the whole URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Writable(pub(super) String);

impl Readable {
    /// What a URL names, or why it is out of reach.
    pub(super) fn parse(url: &str) -> Result<Self, String> {
        match on_loopback(url)? {
            ("rtmp", _) => Ok(Self::Rtmp(url.to_owned())),
            ("http", rest) => flv(url, rest),
            _ => Err(format!("{} is neither FLV over HTTP nor RTMP, which is all that it reads", shown(url))),
        }
    }
}

impl Writable {
    pub(super) fn parse(url: &str) -> Result<Self, String> {
        match on_loopback(url)? {
            ("rtmp", _) => Ok(Self(url.to_owned())),
            _ => Err(format!("{} is not RTMP, which is all that it publishes by", shown(url))),
        }
    }
}

fn flv(url: &str, rest: &str) -> Result<Readable, String> {
    let (authority, _) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let (endpoint, uri) = (Endpoint::parse(&format!("http://{authority}")), url.parse::<Uri>());
    let (Ok(endpoint), Ok(uri)) = (endpoint, uri) else { return Err(format!("{} is no URL", shown(url))) };
    if !uri.path().ends_with(".flv") {
        return Err(format!("{} is not FLV, which is all that it reads over HTTP", shown(url)));
    }
    Ok(Readable::Flv(endpoint, uri.to_string()))
}

/// Scheme and rest of a URL, if its host is this machine.
fn on_loopback(url: &str) -> Result<(&str, &str), String> {
    let (scheme, rest) = url.split_once("://").ok_or_else(|| format!("{} is no URL", shown(url)))?;
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = host_name(authority.rsplit('@').next().unwrap_or_default());
    if is_loopback(&host) {
        return Ok((scheme, rest));
    }
    Err(format!("{} is not on this machine: it relays from loopback to loopback", shown(url)))
}

/// A URL without its query, which may hold a token.
pub(super) fn shown(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flv_and_rtmp_on_this_machine_are_within_reach() {
        for url in
            ["http://127.0.0.1:8080/live/a.flv?sign=x", "http://localhost/a.flv", "http://[::1]:80/a.flv"]
        {
            assert!(matches!(Readable::parse(url), Ok(Readable::Flv(..))), "{url}");
        }
        for url in ["rtmp://127.0.0.1/live/a", "rtmp://localhost:1936/live/a?key=x"] {
            assert_eq!(Readable::parse(url), Ok(Readable::Rtmp(url.to_owned())));
            assert_eq!(Writable::parse(url), Ok(Writable(url.to_owned())));
        }
    }

    #[test]
    fn all_else_is_out_of_reach_for_a_reason_that_shows_no_token() {
        for (url, why) in [
            ("rtsp://127.0.0.1/cam?token=secret", "neither FLV over HTTP nor RTMP"),
            ("http://127.0.0.1/a.mp4?token=secret", "is not FLV"),
            ("rtmp://camera.example.com/live/a?token=secret", "not on this machine"),
            ("http://127.0.0.1.example.com/a.flv?token=secret", "not on this machine"),
            ("rtmp://127.0.0.1@example.com/live/a?token=secret", "not on this machine"),
            ("door", "is no URL"),
        ] {
            let refused = Readable::parse(url).unwrap_err();
            assert!(refused.contains(why) && !refused.contains("secret"), "{refused}");
        }
        assert!(Writable::parse("http://127.0.0.1/a.flv").unwrap_err().contains("is not RTMP"));
    }
}
