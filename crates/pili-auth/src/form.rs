//! Forms as Python's `quote_plus` and Go's `QueryEscape` write them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What does not stand bare; a blank becomes `+`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Enough for most forms.
const LENGTH: usize = 256;

/// Writes pairs, in their order.
pub(crate) fn encode<S: AsRef<str>>(pairs: &[(S, S)]) -> String {
    let mut form = String::with_capacity(LENGTH);
    for (name, value) in pairs {
        if !form.is_empty() {
            form.push('&');
        }
        form.extend(escaped(name.as_ref()));
        form.push('=');
        form.extend(escaped(value.as_ref()));
    }
    form
}

fn escaped(text: &str) -> impl Iterator<Item = &str> {
    utf8_percent_encode(text, ESCAPED).map(|part| if part == "%20" { "+" } else { part })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_escaped_with_a_bare_tilde() {
        assert_eq!(encode(&[("d", "a b+c~!*'()/é")]), "d=a+b%2Bc~%21%2A%27%28%29%2F%C3%A9");
    }
}
