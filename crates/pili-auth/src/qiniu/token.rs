use std::fmt;

use crate::{Secret, mac, verify};

/// The [`token`] of a text, its 28 characters held where it stands: for those who write it into a text of their own.
///
/// ```
/// use pili_auth::{Secret, qiniu::{self, Token}};
/// let secret = Secret::from("12345678");
/// let token = Token::of(&secret, b"/testhub/teststreamtitle?expire=1584522520");
/// assert_eq!((token.as_str(), token.as_bytes().len()), ("zYvN7rHgJiw2QUSo_xRoBZIf1kM=", 28));
/// ```
#[derive(Clone, Copy)]
pub struct Token([u8; 28]);

impl Token {
    /// Signs a text. Example: [`Token`].
    pub fn of(secret: &Secret, text: &[u8]) -> Self {
        Self(mac::base64url(&mac::hmac_sha1(secret, text)))
    }

    /// Its characters, which are ASCII. Example: [`Token`].
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Its characters. Example: [`Token`].
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// The token of a text: URL-safe Base64, with padding, of its HMAC-SHA1 under the secret.
///
/// Signatures, publish and play URLs and room tokens are all made of it (spec 2).
///
/// ```
/// // The worked example of the vendor's page on timed publish authentication.
/// let token = pili_auth::qiniu::token(&"12345678".into(), "/testhub/teststreamtitle?expire=1584522520");
/// assert_eq!(token, "zYvN7rHgJiw2QUSo_xRoBZIf1kM=");
/// ```
pub fn token(secret: &Secret, text: impl AsRef<[u8]>) -> String {
    Token::of(secret, text.as_ref()).as_str().to_owned()
}

/// Whether `given` is the token of `text`, in constant time; a token whose Base64 padding was stripped counts.
/// An empty secret matches nothing.
///
/// ```
/// use pili_auth::{Secret, qiniu};
/// let (secret, text) = (Secret::from("12345678"), "/testhub/teststreamtitle?expire=1584522520");
/// assert!(qiniu::token_matches(&secret, text, &qiniu::token(&secret, text)));
/// assert!(!qiniu::token_matches(&Secret::from(""), text, &qiniu::token(&Secret::from(""), text)));
/// ```
pub fn token_matches(secret: &Secret, text: impl AsRef<[u8]>, given: &str) -> bool {
    let right = Token::of(secret, text.as_ref());
    !secret.is_empty() && verify::same(right.as_str().trim_end_matches('='), given.trim_end_matches('='))
}
