//! Texts without what nobody else should read.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// What a parameter's name holds whose value is a secret, or proves that somebody knows one.
const SECRET: [&str; 6] = ["token", "sign", "secret", "password", "key", "auth"];

/// Whether the value of a parameter with this name may be a secret.
///
/// ```
/// assert!(pili_gate::is_secret("token") && !pili_gate::is_secret("e"));
/// ```
pub fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET.iter().any(|word| name.contains(word)) && !name.ends_with("keyid")
}

/// A text without what a query proves with, should the text repeat it.
///
/// ```
/// let text = pili_gate::hidden("the key is hush-hush", "key=hush-hush&a=1");
/// assert_eq!(text, "the key is …");
/// ```
pub fn hidden(text: &str, query: &str) -> String {
    secrets(query).fold(text.to_owned(), |text, secret| text.replace(&*secret, "…"))
}

/// What a query proves with: as it was sent, and as it reads; of `<access key>:<signature>` the signature. What is too
/// short to be one is none.
fn secrets(query: &str) -> impl Iterator<Item = Cow<'_, str>> {
    const LEAST: usize = 4;
    let sent = query.split('&').filter_map(|pair| pair.split_once('='));
    let all = sent.filter(|(name, _)| is_secret(name)).flat_map(|(_, value)| {
        [Cow::Borrowed(value), percent_decode_str(value).decode_utf8_lossy()].map(signature)
    });
    all.filter(|secret| secret.len() >= LEAST)
}

fn signature(value: Cow<'_, str>) -> Cow<'_, str> {
    match value.find(':') {
        Some(colon) => value[colon + 1..].to_owned().into(),
        None => value,
    }
}
