//! Queries as form-style pairs: the vendor re-encodes them sorted by name before it signs (spec 3.2).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Decoded pairs, sorted by name; values of one name in the order received.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query<'a>(Vec<(Cow<'a, str>, Cow<'a, [u8]>)>);

impl<'a> Query<'a> {
    pub(crate) fn parse(query: &'a str) -> Self {
        let mut pairs: Vec<_> = raw_pairs(query).map(|(name, value)| (text(name), bytes(value))).collect();
        pairs.sort_by(|left, right| left.0.cmp(&right.0));
        Self(pairs)
    }

    /// Replaces all values of `name` by one.
    pub(crate) fn set(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, [u8]>>) {
        let name = name.into();
        self.remove(&name);
        let place = self.0.partition_point(|(other, _)| *other < name);
        self.0.insert(place, (name, value.into()));
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.0.retain(|(other, _)| other != name);
    }

    /// The first value of `name`.
    pub(crate) fn first(&self, name: &str) -> Option<&[u8]> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| &**value)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A blank is `+`, hex digits are upper case.
    pub(crate) fn encode(&self) -> String {
        let mut text = String::new();
        self.encode_into(&mut text);
        text
    }

    /// The same, behind what stands in a text.
    pub(crate) fn encode_into(&self, text: &mut String) {
        for (index, (name, value)) in self.0.iter().enumerate() {
            if index > 0 {
                text.push('&');
            }
            form_into(name.as_bytes(), text);
            text.push('=');
            form_into(value, text);
        }
    }
}

/// The pairs as they stand in the text; a name without `=` has an empty value.
pub(crate) fn raw_pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Escapes a name or value.
pub(crate) fn form(value: impl AsRef<[u8]>) -> String {
    let mut text = String::new();
    form_into(value.as_ref(), &mut text);
    text
}

/// The same, behind what stands in a text.
pub(crate) fn form_into(value: &[u8], text: &mut String) {
    for part in percent_encode(value, ESCAPED) {
        text.push_str(if part == "%20" { "+" } else { part });
    }
}

/// A name or value as text.
pub(crate) fn text(raw: &str) -> Cow<'_, str> {
    match bytes(raw) {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
    }
}

fn bytes(raw: &str) -> Cow<'_, [u8]> {
    if raw.contains('+') {
        return Cow::from(percent_decode_str(&raw.replace('+', " "))).into_owned().into();
    }
    percent_decode_str(raw).into()
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
