//! Queries as form-style pairs: the vendor re-encodes them sorted by name before it signs (spec 3.2).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Decoded pairs in the order received.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query(Vec<(String, Vec<u8>)>);

impl Query {
    pub(crate) fn parse(query: &str) -> Self {
        Self(raw_pairs(query).map(|(name, value)| (text(name), bytes(value))).collect())
    }

    pub(crate) fn push(&mut self, name: &str, value: impl Into<Vec<u8>>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// Replaces all values of `name` by one.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<Vec<u8>>) {
        self.remove(name);
        self.push(name, value);
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.0.retain(|(other, _)| other != name);
    }

    /// The first value of `name`.
    pub(crate) fn first(&self, name: &str) -> Option<&[u8]> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_slice())
    }

    /// Sorted by name, values of one name in their order; a blank is `+`, hex digits are upper case.
    pub(crate) fn encode(&self) -> String {
        let mut pairs: Vec<_> = self.0.iter().collect();
        pairs.sort_by(|left, right| left.0.cmp(&right.0));
        let encoded = pairs.into_iter().map(|(name, value)| format!("{}={}", form(name), form(value)));
        encoded.collect::<Vec<_>>().join("&")
    }
}

/// The pairs as they stand in the text; a name without `=` has an empty value.
pub(crate) fn raw_pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Escapes a name or value.
pub(crate) fn form(value: impl AsRef<[u8]>) -> String {
    percent_encode(value.as_ref(), ESCAPED).to_string().replace("%20", "+")
}

/// A name or value as text.
pub(crate) fn text(raw: &str) -> String {
    String::from_utf8_lossy(&bytes(raw)).into_owned()
}

fn bytes(raw: &str) -> Vec<u8> {
    Cow::from(percent_decode_str(&raw.replace('+', " "))).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(query: &str) -> String {
        Query::parse(query).encode()
    }

    #[test]
    fn pairs_are_sorted_by_name_and_values_keep_their_order() {
        assert_eq!(encoded("b=&a=2&a=1&&flag"), "a=2&a=1&b=&flag=");
    }

    #[test]
    fn escapes_are_form_style_with_upper_case_hex() {
        assert_eq!(encoded("v=a%20b%2fc+d&q=%e4%b8%ad&p=~*-_.!"), "p=~%2A-_.%21&q=%E4%B8%AD&v=a+b%2Fc+d");
        assert_eq!(encoded("v=%2520"), "v=%2520");
    }

    #[test]
    fn bytes_that_are_no_utf8_survive() {
        assert_eq!(encoded("v=%ff"), "v=%FF");
    }
}
