use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use pili_auth::{SignError, names::Authority};

use crate::query::Query;

/// What stands escaped in the path of a signed URL.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b',')
    .remove(b'/')
    .remove(b':')
    .remove(b';')
    .remove(b'=')
    .remove(b'@');

/// An existing URL taken apart: `scheme://authority/path?query`.
#[derive(Clone, Debug)]
pub(crate) struct UrlParts<'a> {
    scheme: &'a str,
    pub(crate) authority: &'a str,
    /// Percent-decoded: this is what is signed.
    pub(crate) path: Cow<'a, str>,
    raw_path: &'a str,
    pub(crate) query: &'a str,
}

impl<'a> UrlParts<'a> {
    pub(crate) fn parse(url: &'a str) -> Result<Self, SignError> {
        let (scheme, rest) =
            split_scheme(url).ok_or(SignError::new("URL", "must begin with a scheme and `://`"))?;
        if rest.contains('#') {
            return Err(SignError::new("URL", "must not have a fragment (`#`)"));
        }
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = place.split_at(place.find('/').unwrap_or(place.len()));
        if Authority::parse(authority).is_none() {
            return Err(SignError::new("domain", Authority::RULE));
        }
        if path.len() < 2 {
            return Err(SignError::new("path", "must name a hub and a stream"));
        }
        let decoded = percent_decode_str(path).decode_utf8();
        let path_is_text = |_| SignError::new("path", "must be UTF-8");
        Ok(Self { scheme, authority, path: decoded.map_err(path_is_text)?, raw_path: path, query })
    }

    /// `scheme://authority`, the scheme in lower case.
    pub(crate) fn origin(&self) -> String {
        let mut origin = String::with_capacity(ROOM);
        origin.push_str(self.scheme);
        origin.make_ascii_lowercase();
        origin.push_str("://");
        origin.push_str(self.authority);
        origin
    }

    /// The URL with another query, its path escaped where it was not.
    pub(crate) fn with_query(&self, query: &Query<'_>) -> String {
        let mut url = self.origin();
        url.push_str(&self.escaped_path());
        if !query.is_empty() {
            url.push('?');
            query.encode_into(&mut url);
        }
        url
    }

    /// The URL, where it has no query and its path is signed as it stands.
    pub(crate) fn as_signed(&self) -> Option<String> {
        let is_decoded = matches!(self.path, Cow::Borrowed(_));
        let is_signed = self.query.is_empty() && is_decoded && may_stand(self.raw_path);
        is_signed.then(|| self.origin() + self.raw_path)
    }

    /// The path as it came.
    pub(crate) fn raw_path(&self) -> &str {
        self.raw_path
    }

    /// The path as it came when all in it may stand in a URL, otherwise escaped.
    fn escaped_path(&self) -> Cow<'_, str> {
        if may_stand(self.raw_path) {
            self.raw_path.into()
        } else {
            utf8_percent_encode(&self.path, ESCAPED).into()
        }
    }
}

fn split_scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

/// Enough for most signed URLs.
pub(crate) const ROOM: usize = 192;

/// Whether a path may stand in a URL as it is.
pub(crate) fn may_stand(path: &str) -> bool {
    let may = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'-' | b'_' | b'.' | b'~' | b'$' | b'&' | b'+' | b',' | b'/' | b':' | b';' | b'='
            )
            || matches!(byte, b'@' | b'!' | b'\'' | b'(' | b')' | b'*' | b'[' | b']' | b'%')
    };
    path.bytes().all(may)
}

/// A path without its last extension, and that extension with its dot; empty where there is none.
pub(crate) fn split_extension(path: &str) -> (&str, &str) {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let dot = path.rfind('.').filter(|dot| *dot >= name);
    path.split_at(dot.unwrap_or(path.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(url: &str) -> Result<String, SignError> {
        UrlParts::parse(url).map(|parts| parts.with_query(&Query::parse(parts.query)))
    }

    #[test]
    fn the_path_is_escaped_unless_it_was() {
        assert_eq!(
            rewritten("RTMP://Example.com/h/直 播?a=1").unwrap(),
            "rtmp://Example.com/h/%E7%9B%B4%20%E6%92%AD?a=1"
        );
        assert_eq!(rewritten("rtmp://example.com/h/%e7%9b%b4*").unwrap(), "rtmp://example.com/h/%e7%9b%b4*");
    }

    #[test]
    fn what_is_no_publish_or_play_url_is_refused_naming_the_part() {
        for (url, field) in [
            ("example.com/h/s", "URL"),
            ("rtmp://example.com/h/s#top", "URL"),
            ("rtmp://user:pw@example.com/h/s", "domain"),
            ("rtmp:///h/s", "domain"),
            ("rtmp://example.com/h/%ff", "path"),
            ("rtmp://example.com/?a=1", "path"),
            ("rtmp://example.com/", "path"),
            ("rtmp://example.com", "path"),
        ] {
            assert_eq!(rewritten(url).unwrap_err().field(), field, "{url}");
        }
        assert!(rewritten("rtmp://example.com/s").is_ok(), "one letter is a path");
    }

    #[test]
    fn an_extension_is_that_of_the_last_name() {
        for (path, name, extension) in [
            ("/hub/key.m3u8", "/hub/key", ".m3u8"),
            ("/hub.x/key", "/hub.x/key", ""),
            ("/hub/a.b.flv", "/hub/a.b", ".flv"),
            ("/hub/.flv", "/hub/", ".flv"),
            (".flv", "", ".flv"),
            ("key", "key", ""),
        ] {
            assert_eq!(split_extension(path), (name, extension), "{path}");
        }
    }
}
