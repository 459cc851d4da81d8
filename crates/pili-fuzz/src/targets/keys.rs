//! RSA keys in PEM.

use pili_auth::{
    opentok::{Application, ApplicationId},
    rsa::{PrivateKey, PublicKey},
};

use super::{bytes, text};
use crate::target::Target;

pub(super) const TARGETS: &[Target] = &[
    Target::parser(
        "private-key",
        || bytes([PRIVATE]),
        |pem| text(pem).is_some_and(|pem| PrivateKey::from_pem(pem).is_ok()),
    ),
    Target::parser(
        "public-key",
        || bytes([PUBLIC]),
        |pem| PublicKey::from_pem(pem).is_ok_and(|key| !key.verify(b"text", b"signature")),
    ),
];

const PRIVATE: &str = include_str!("../../../pili-auth/tests/keys/application.pkcs8.pem");
const PUBLIC: &str = include_str!("../../../pili-auth/tests/keys/application.public.pem");

pub(super) fn public_key() -> PublicKey {
    PublicKey::from_pem(PUBLIC).expect("a key")
}

pub(super) fn application() -> Application {
    let id = ApplicationId::new("aaaaaaaa-bbbb-cccc-dddd-0123456789ab").expect("an ID");
    Application::new(id, PrivateKey::from_pem(PRIVATE).expect("a key"))
}
