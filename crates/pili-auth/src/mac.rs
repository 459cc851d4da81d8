//! The one file that knows the cryptographic backend.

use base64::{Engine as _, engine::general_purpose::URL_SAFE};
use ring::hmac;

use crate::Secret;

/// HMAC-SHA1, which every Qiniu signature uses.
pub(crate) fn hmac_sha1(secret: &Secret, text: &[u8]) -> [u8; 20] {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret.expose());
    let mut bytes = [0; 20];
    bytes.copy_from_slice(hmac::sign(&key, text).as_ref());
    bytes
}

/// URL-safe Base64 with padding, Qiniu's way to write bytes.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE.encode(bytes)
}
