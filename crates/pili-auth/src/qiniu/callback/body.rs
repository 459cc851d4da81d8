//! What a body may have been before it was parsed and written anew.

use bytes::Bytes;
use serde_json::Value;

use crate::form;

/// The likely forms of the bytes that were sent, as Go writes them.
pub(super) fn rewritten(body: &[u8]) -> Vec<Bytes> {
    let Ok(text) = std::str::from_utf8(body) else { return Vec::new() };
    let mut texts = match serde_json::from_str::<Value>(text) {
        Ok(value) => vec![text.to_owned(), compact(text), value.to_string()],
        Err(_) => forms(body),
    };
    texts.extend(texts.iter().map(|text| escaped(text)).collect::<Vec<_>>());
    let ends = |text: String| [text.trim_end().to_owned(), format!("{}\n", text.trim_end())];
    texts.into_iter().flat_map(ends).map(Bytes::from).collect()
}

/// The pairs of a form in their order, and sorted by name.
fn forms(body: &[u8]) -> Vec<String> {
    let mut pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    let as_ordered = form::encode(&pairs);
    pairs.sort();
    vec![as_ordered, form::encode(&pairs)]
}

/// JSON without the blanks between its parts.
fn compact(text: &str) -> String {
    let (mut inside, mut after_backslash) = (false, false);
    let keep = |byte: &char| {
        let was_inside = inside;
        inside ^= *byte == '"' && !after_backslash;
        after_backslash = inside && *byte == '\\' && !after_backslash;
        was_inside || !byte.is_ascii_whitespace()
    };
    text.chars().filter(keep).collect()
}

/// With `<`, `>` and `&` in the form that Go's encoder gives them.
fn escaped(text: &str) -> String {
    text.replace('<', r"\u003c").replace('>', r"\u003e").replace('&', r"\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sent: &str, received: &str) -> bool {
        rewritten(received.as_bytes()).contains(&Bytes::from(sent.to_owned()))
    }

    #[test]
    fn json_is_found_behind_blanks_another_order_and_plain_signs() {
        assert!(found(r#"{"b":"x \" y","a":1}"#, "{ \"b\": \"x \\\" y\",\n  \"a\": 1 }\n"));
        assert!(found(r#"{"a":1,"b":"x"}"#, r#"{"b": "x", "a": 1}"#));
        assert!(found(r#"{"url":"rtmp://a?b\u0026c"}"#, r#"{"url": "rtmp://a?b&c"}"#));
        assert!(found("{\"a\":1}\n", r#"{"a": 1}"#));
        assert_eq!(compact(r#""a b" : 1"#), r#""a b":1"#);
    }

    #[test]
    fn a_form_is_found_behind_another_order_and_other_escapes() {
        assert!(found("a=x+y&b=~", "b=%7E&a=x%20y"));
        assert!(found("b=~&a=x+y", "b=%7E&a=x%20y"));
    }
}
