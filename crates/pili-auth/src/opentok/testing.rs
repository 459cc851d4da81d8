//! What the tests of both modes share.

use serde_json::{Value, json};

use super::{Application, ApplicationId};
use crate::{
    jwt, mac,
    rsa::{PrivateKey, PublicKey, Rs256Key as _},
};

pub(super) const APPLICATION: &str = "a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d";
pub(super) const NOW: u64 = 1_700_000_000;

pub(super) const PUBLIC_PEM: &str = include_str!("../../tests/keys/application.public.pem");

pub(super) fn id() -> ApplicationId {
    ApplicationId::new(APPLICATION).unwrap()
}

pub(super) fn key() -> PrivateKey {
    PrivateKey::from_pem(include_str!("../../tests/keys/application.pkcs8.pem")).unwrap()
}

pub(super) fn public_key() -> PublicKey {
    PublicKey::from_pem(PUBLIC_PEM).unwrap()
}

/// The key of somebody else.
pub(super) fn other_key() -> PrivateKey {
    PrivateKey::from_pem(include_str!("../../tests/keys/other.pkcs8.pem")).unwrap()
}

pub(super) fn application() -> Application {
    Application::new(id(), key())
}

/// Claims with some changed; `None` takes one away.
pub(super) fn changed(mut claims: Value, changes: &[(&str, Option<Value>)]) -> Value {
    for (name, value) in changes {
        match value {
            Some(value) => claims[*name] = value.clone(),
            None => drop(claims.as_object_mut().unwrap().remove(*name)),
        }
    }
    claims
}

/// A token with a header of the caller's, signed by RS256 whatever the header says.
pub(super) fn with_header(header: &Value, claims: &Value, key: &PrivateKey) -> String {
    let text = unsigned(header, claims);
    let signature = key.sign(text.as_bytes()).unwrap();
    format!("{text}.{}", mac::base64url_bare(&signature))
}

/// Tokens of somebody who has the public key and not the private one, each with what it tries.
pub(super) fn forged(claims: &Value) -> Vec<(&'static str, String)> {
    let plain = json!({ "alg": "RS256", "typ": "JWT" });
    let good = jwt::encode_rs256(claims, &key()).unwrap();
    let with = |name: &str, value: Value| {
        let mut header = plain.clone();
        header[name] = value;
        with_header(&header, claims, &other_key())
    };
    let hs256 = |secret: &[u8]| jwt::encode(claims, &crate::Secret::new(secret));
    let none = |name: &str| format!("{}.", unsigned(&json!({ "alg": name }), claims));
    let (text, signature) = good.rsplit_once('.').unwrap();
    let jwk = json!({ "kty": "RSA", "e": "AQAB", "n": mac::base64url_bare(&[1; 256]) });
    let der: String = PUBLIC_PEM.lines().filter(|line| !line.starts_with('-')).collect();
    vec![
        ("HS256 with the public key's PEM", hs256(PUBLIC_PEM.as_bytes())),
        ("HS256 with its PEM without the line break", hs256(PUBLIC_PEM.trim().as_bytes())),
        ("HS256 with its DER", hs256(&mac::from_any_base64(&der).unwrap())),
        ("HS256 with nothing", hs256(b"")),
        ("none", none("none")),
        ("None", none("None")),
        ("no algorithm", none("")),
        ("RS256 without a signature", format!("{text}.")),
        ("another algorithm over the right signature", {
            format!("{}.{signature}", unsigned(&json!({ "alg": "RS512" }), claims))
        }),
        ("another key", jwt::encode_rs256(claims, &other_key()).unwrap()),
        ("jwk", with("jwk", jwk)),
        ("jku", with("jku", json!("https://attacker.example.com/keys"))),
        ("x5u", with("x5u", json!("https://attacker.example.com/cert"))),
        ("x5c", with("x5c", json!(["MIIB"]))),
        ("kid", with("kid", json!("../../dev/null"))),
        ("crit", with("crit", json!(["b64"]))),
    ]
}

fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| mac::base64url_bare(value.to_string().as_bytes());
    format!("{}.{}", part(header), part(claims))
}
