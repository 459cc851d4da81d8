use crate::{Secret, mac, verify};

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
    mac::base64url(&mac::hmac_sha1(secret, text.as_ref()))
}

/// Whether `given` is the token of `text`, in constant time; a token whose Base64 padding was stripped counts.
/// An empty secret matches nothing.
pub fn token_matches(secret: &Secret, text: impl AsRef<[u8]>, given: &str) -> bool {
    !secret.is_empty() && verify::same(token(secret, text).trim_end_matches('='), given.trim_end_matches('='))
}
