//! With `rsa` what knows the cryptographic backend.

use base64::{
    Engine as _, alphabet,
    engine::{
        DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig,
        general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD},
    },
};
use ring::{digest, hmac};

use crate::Secret;

/// HMAC-SHA1, which every Qiniu signature and the older ones of OSS use.
pub(crate) fn hmac_sha1(secret: &Secret, text: &[u8]) -> [u8; 20] {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret.expose());
    let mut bytes = [0; 20];
    bytes.copy_from_slice(hmac::sign(&key, text).as_ref());
    bytes
}

/// HMAC-SHA256.
pub(crate) fn hmac_sha256(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text).as_ref());
    bytes
}

/// SHA-256 in lower-case hex.
pub(crate) fn sha256_hex(text: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, text).as_ref())
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// URL-safe Base64 with padding, Qiniu's way to write bytes.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE.encode(bytes)
}

/// Standard Base64 with padding, OSS' way to write bytes.
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// URL-safe Base64 without padding, as JSON Web Tokens have it.
pub(crate) fn base64url_bare(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of URL-safe Base64 without padding.
pub(crate) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// The bytes of Base64 in either alphabet, with or without padding.
pub(crate) fn from_any_base64(text: &str) -> Option<Vec<u8>> {
    const ANY: GeneralPurpose = GeneralPurpose::new(
        &alphabet::URL_SAFE,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    ANY.decode(text.replace('+', "-").replace('/', "_")).ok()
}

/// Whether `signature` is the HMAC-SHA256 of `text`, in constant time. An empty secret matches nothing.
pub(crate) fn hmac_sha256_matches(secret: &Secret, text: &[u8], signature: &[u8]) -> bool {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose());
    !secret.is_empty() && hmac::verify(&key, text, signature).is_ok()
}
