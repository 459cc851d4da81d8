//! The default backend.

use std::hint::black_box;

use ring::{
    digest,
    hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256},
};

/// A key of HMAC-SHA1.
pub(super) struct Sha1Key(Key);

impl Sha1Key {
    pub(super) fn new(secret: &[u8]) -> Self {
        Self(Key(hmac::Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret)))
    }

    pub(super) fn sign(&self, text: &[u8]) -> [u8; 20] {
        sign(&self.0.0, text)
    }
}

/// A key of HMAC-SHA256.
pub(super) struct Sha256Key(Key);

impl Sha256Key {
    pub(super) fn new(secret: &[u8]) -> Self {
        Self(Key(hmac::Key::new(HMAC_SHA256, secret)))
    }

    pub(super) fn sign(&self, text: &[u8]) -> [u8; 32] {
        sign(&self.0.0, text)
    }
}

pub(super) fn hmac_sha256(key: &[u8], text: &[u8]) -> [u8; 32] {
    sign(&hmac::Key::new(HMAC_SHA256, key), text)
}

pub(super) fn sha256(text: &[u8]) -> [u8; 32] {
    bytes(digest::digest(&digest::SHA256, text).as_ref())
}

/// A prepared key. ring wipes none: when it is dropped, the key of no secret takes its place in memory.
struct Key(hmac::Key);

impl Drop for Key {
    fn drop(&mut self) {
        self.0 = hmac::Key::new(self.0.algorithm(), b"");
        black_box(&self.0);
    }
}

fn sign<const N: usize>(key: &hmac::Key, text: &[u8]) -> [u8; N] {
    bytes(hmac::sign(key, text).as_ref())
}

fn bytes<const N: usize>(given: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(given);
    bytes
}
