//! Forms as Python's `quote_plus` and Go's `QueryEscape` write them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands bare; a blank becomes `+`.
const BARE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b' ');

/// Writes pairs, in their order.
pub(crate) fn encode<S: AsRef<str>>(pairs: &[(S, S)]) -> String {
    let pair = |(name, value): &(S, S)| format!("{}={}", escaped(name.as_ref()), escaped(value.as_ref()));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, BARE).to_string().replace(' ', "+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_escaped_with_a_bare_tilde() {
        assert_eq!(encode(&[("d", "a b+c~!*'()/é")]), "d=a+b%2Bc~%21%2A%27%28%29%2F%C3%A9");
    }
}
