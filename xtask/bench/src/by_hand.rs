//! What somebody writes who needs one thing of one vendor and has a cryptographic library: keys prepared once, buffers
//! of the right size, nothing checked that is known.

use base64::{Engine as _, engine::general_purpose::URL_SAFE};
use bytes::Bytes;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderValue, Request, header};
use sha1::Sha1;

/// Whose code computes the HMAC.
#[derive(Clone)]
pub enum Key {
    Ring(ring::hmac::Key),
    RustCrypto(Hmac<Sha1>),
}

impl Key {
    pub fn ring(secret: &str) -> Self {
        Self::Ring(ring::hmac::Key::new(ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret.as_bytes()))
    }

    pub fn rustcrypto(secret: &str) -> Self {
        Self::RustCrypto(Hmac::new_from_slice(secret.as_bytes()).unwrap())
    }

    pub fn sign(&self, text: &[u8]) -> [u8; 20] {
        match self {
            Self::Ring(key) => ring::hmac::sign(key, text).as_ref().try_into().unwrap(),
            Self::RustCrypto(key) => {
                let mut mac = key.clone();
                mac.update(text);
                mac.finalize().into_bytes().into()
            }
        }
    }

    /// The signature in URL-safe Base64, behind what stands in `text`.
    pub fn append(&self, signed: &[u8], text: &mut String) {
        URL_SAFE.encode_string(self.sign(signed), text);
    }
}

/// Puts the signature of Pili's calls on a request.
pub fn sign(request: &mut Request<Bytes>, access_key: &str, key: &Key) {
    let mut text = Vec::with_capacity(256);
    text.extend_from_slice(request.method().as_str().as_bytes());
    text.push(b' ');
    text.extend_from_slice(request.uri().path_and_query().unwrap().as_str().as_bytes());
    text.extend_from_slice(b"\nHost: ");
    text.extend_from_slice(request.uri().authority().unwrap().as_str().as_bytes());
    if let Some(content_type) = request.headers().get(header::CONTENT_TYPE) {
        text.extend_from_slice(b"\nContent-Type: ");
        text.extend_from_slice(content_type.as_bytes());
        text.extend_from_slice(b"\n\n");
        text.extend_from_slice(request.body());
    } else {
        text.extend_from_slice(b"\n\n");
    }
    let mut value = String::with_capacity(64);
    value.push_str("Qiniu ");
    value.push_str(access_key);
    value.push(':');
    key.append(&text, &mut value);
    request.headers_mut().insert(header::AUTHORIZATION, HeaderValue::try_from(value).unwrap());
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)].into());
        text.push(DIGITS[usize::from(byte & 15)].into());
    }
    text
}
