//! With `rsa` what knows the cryptographic backend.

#[cfg(not(feature = "rustcrypto"))]
mod over_ring;
#[cfg(feature = "rustcrypto")]
mod over_rustcrypto;

use std::sync::OnceLock;

use base64::{
    Engine as _, alphabet,
    engine::{
        DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig,
        general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD},
    },
};
#[cfg(not(feature = "rustcrypto"))]
use over_ring as backend;
#[cfg(feature = "rustcrypto")]
use over_rustcrypto as backend;

use crate::{Secret, verify};

/// The keys of a secret, each prepared when it is first used and wiped with the secret.
#[derive(Default)]
pub(crate) struct Keys {
    sha1: OnceLock<backend::Sha1Key>,
    sha256: OnceLock<backend::Sha256Key>,
}

/// HMAC-SHA1, which every Qiniu signature and the older ones of OSS use.
pub(crate) fn hmac_sha1(secret: &Secret, text: &[u8]) -> [u8; 20] {
    secret.keys().sha1.get_or_init(|| backend::Sha1Key::new(secret.expose())).sign(text)
}

/// HMAC-SHA256.
pub(crate) fn hmac_sha256(secret: &Secret, text: &[u8]) -> [u8; 32] {
    secret.keys().sha256.get_or_init(|| backend::Sha256Key::new(secret.expose())).sign(text)
}

/// HMAC-SHA256 under a key that is used once.
pub(crate) fn hmac_sha256_once(key: &[u8], text: &[u8]) -> [u8; 32] {
    backend::hmac_sha256(key, text)
}

/// Whether `signature` is the HMAC-SHA256 of `text`, in constant time. An empty secret matches nothing.
pub(crate) fn hmac_sha256_matches(secret: &Secret, text: &[u8], signature: &[u8]) -> bool {
    !secret.is_empty() && verify::same(hmac_sha256(secret, text), signature)
}

/// SHA-256 in lower-case hex.
pub(crate) fn sha256_hex(text: &[u8]) -> String {
    hex(&backend::sha256(text))
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0xf));
    }
    text
}

/// An HMAC-SHA1 in URL-safe Base64 with padding, as Qiniu writes it.
pub(crate) fn base64url(bytes: &[u8; 20]) -> [u8; 28] {
    let mut text = [0; 28];
    let written = URL_SAFE.encode_slice(bytes, &mut text);
    debug_assert!(written.is_ok(), "20 bytes are 28 characters");
    text
}

/// Standard Base64 with padding, OSS' way to write bytes.
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The same, behind what stands in a text.
pub(crate) fn push_base64(bytes: &[u8], text: &mut String) {
    STANDARD.encode_string(bytes, text);
}

/// URL-safe Base64 without padding, as JSON Web Tokens have it, behind what stands in a text.
pub(crate) fn push_base64url_bare(bytes: &[u8], text: &mut String) {
    URL_SAFE_NO_PAD.encode_string(bytes, text);
}

/// The same by itself.
#[cfg(test)]
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
    let one_alphabet = |byte| match byte {
        b'+' => b'-',
        b'/' => b'_',
        _ => byte,
    };
    ANY.decode(text.bytes().map(one_alphabet).collect::<Vec<_>>()).ok()
}
