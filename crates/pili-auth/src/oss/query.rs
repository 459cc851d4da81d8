//! The query as signatures see it: decoded pairs, those of V1 raw, those of V4 encoded anew.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::sub_resources::is_sub_resource;

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
const PATH: &AsciiSet = &UNRESERVED.remove(b'/');

/// `?name=value&name` of the sub-resources, sorted, or nothing (spec 5).
pub(super) fn sub_resources(query: &str) -> String {
    let mut pairs: Vec<_> = decoded(query).filter(|(name, _)| is_sub_resource(name)).collect();
    pairs.sort();
    match joined(&pairs) {
        text if text.is_empty() => text,
        text => format!("?{text}"),
    }
}

/// All parameters, encoded and then sorted (spec 6).
pub(super) fn canonical(query: &str) -> String {
    let mut pairs: Vec<_> = decoded(query).map(|(name, value)| (encoded(name), encoded(value))).collect();
    pairs.sort();
    joined(&pairs)
}

/// A path with everything but unreserved characters and slashes encoded.
pub(super) fn canonical_path(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, PATH).into()
}

/// A blank is `%20` or, as the vendor's Python SDK sends it, `+`.
fn decoded(query: &str) -> impl Iterator<Item = Pair<'_>> {
    form_urlencoded::parse(query.as_bytes())
}

fn encoded(text: Cow<'_, str>) -> Cow<'_, str> {
    let changed = match utf8_percent_encode(&text, UNRESERVED).into() {
        Cow::Borrowed(_) => None,
        Cow::Owned(changed) => Some(changed),
    };
    changed.map_or(text, Cow::Owned)
}

fn joined(pairs: &[Pair<'_>]) -> String {
    let mut text = String::with_capacity(LENGTH);
    for (index, (name, value)) in pairs.iter().enumerate() {
        if index > 0 {
            text.push('&');
        }
        text.push_str(name);
        if !value.is_empty() {
            text.extend(["=", value]);
        }
    }
    text
}

type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Enough for most queries.
const LENGTH: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sub_resources_are_signed_in_order_and_an_empty_value_like_none() {
        for query in ["live&comp=stat&prefix=a", "comp=stat&live="] {
            assert_eq!(sub_resources(query), "?comp=stat&live", "{query}");
        }
        assert_eq!(sub_resources("prefix=a"), "");
    }

    #[test]
    fn a_blank_signs_the_same_however_it_was_sent() {
        assert_eq!(canonical("prefix=a+b%2Fc"), "prefix=a%20b%2Fc");
        assert_eq!(canonical("prefix=a%20b/c"), "prefix=a%20b%2Fc");
    }
}
