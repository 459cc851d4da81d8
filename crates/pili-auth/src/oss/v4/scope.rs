use std::borrow::Cow;

use crate::{Secret, mac};

const TERMINATOR: &str = "aliyun_v4_request";

/// Where and when a V4 signature holds: `20231114/cn-hangzhou/oss/aliyun_v4_request`.
pub(super) struct Scope<'a> {
    pub(super) day: Cow<'a, str>,
    pub(super) region: &'a str,
    pub(super) product: &'a str,
}

impl Scope<'_> {
    /// The key of this scope, derived part by part from the secret.
    pub(super) fn signing_key(&self, secret: &Secret) -> [u8; 32] {
        let first = zeroize::Zeroizing::new([b"aliyun_v4", secret.expose()].concat());
        let day = mac::hmac_sha256_once(&first, self.day.as_bytes());
        let rest = [self.region, self.product, TERMINATOR];
        rest.iter().fold(day, |key, part| mac::hmac_sha256_once(&key, part.as_bytes()))
    }
}

impl Scope<'_> {
    /// Its parts, between slashes.
    pub(super) fn parts(&self) -> [&str; 7] {
        [&self.day, "/", self.region, "/", self.product, "/", TERMINATOR]
    }
}
