//! RustCrypto, with the feature `rustcrypto`: its keys wipe themselves.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// A key of HMAC-SHA1.
pub(super) struct Sha1Key(Hmac<Sha1>);

impl Sha1Key {
    pub(super) fn new(secret: &[u8]) -> Self {
        Self(key(secret))
    }

    pub(super) fn sign(&self, text: &[u8]) -> [u8; 20] {
        self.0.clone().chain_update(text).finalize().into_bytes().into()
    }
}

/// A key of HMAC-SHA256.
pub(super) struct Sha256Key(Hmac<Sha256>);

impl Sha256Key {
    pub(super) fn new(secret: &[u8]) -> Self {
        Self(key(secret))
    }

    pub(super) fn sign(&self, text: &[u8]) -> [u8; 32] {
        self.0.clone().chain_update(text).finalize().into_bytes().into()
    }
}

pub(super) fn hmac_sha256(key: &[u8], text: &[u8]) -> [u8; 32] {
    Sha256Key::new(key).sign(text)
}

pub(super) fn sha256(text: &[u8]) -> [u8; 32] {
    Sha256::digest(text).into()
}

fn key<M: Mac + KeyInit>(secret: &[u8]) -> M {
    KeyInit::new_from_slice(secret).expect("HMAC takes keys of any length")
}
