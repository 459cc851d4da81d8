use std::time::UNIX_EPOCH;

use pili_auth::{
    Credentials, Secret, StringToSign, jwt,
    names::HubName,
    opentok::{self, TokenVerifier},
    oss, qiniu,
};

use crate::stage::{SECRET, keys};

#[test]
fn debug_shows_no_secret() {
    let secret = Secret::from(SECRET);
    let token = qiniu::Token::of(&secret, b"text");
    let shown = format!("{secret:?} {:?} {:?} {token:?}", keys(), StringToSign::new("hush, a body"));
    assert!(shown.starts_with("Secret(..) "), "{shown}");
    assert!(shown.ends_with(" StringToSign(12 bytes) Token(..)"), "{shown}");
    assert!(!shown.contains("hush"), "{shown}");
    assert!(shown.contains("access"), "the public half may be seen: {shown}");
}

#[test]
fn secrets_are_equal_by_content_and_clones_share_one_copy() {
    let secret = Secret::new(SECRET.as_bytes());
    assert_eq!(secret, Secret::from(SECRET.to_owned()));
    assert_ne!(secret, Secret::from("hush-secret-kez"));
    assert_ne!(secret, Secret::from("hush"));
    assert!(std::ptr::eq(secret.expose(), secret.clone().expose()));
    assert_ne!(keys(), Credentials::new("access", ""));
}

#[test]
fn a_token_without_its_padding_still_matches_and_a_shorter_one_does_not() {
    let secret = Secret::from(SECRET);
    let token = qiniu::token(&secret, "text");
    assert!(token.ends_with('='));
    assert!(qiniu::token_matches(&secret, "text", token.trim_end_matches('=')));
    assert!(!qiniu::token_matches(&secret, "text", &token[..10]));
    assert!(!qiniu::token_matches(&secret, "text", ""));
    assert!(!qiniu::token_matches(&secret, "other", &token));
}

#[test]
fn what_anybody_can_sign_with_an_empty_secret_matches_nothing() {
    let empty = Secret::from("");
    assert!(!qiniu::token_matches(&empty, "text", &qiniu::token(&empty, "text")));
    assert!(!oss::signature_matches(&empty, "text", &oss::signature(&empty, "text")));
    let claims =
        serde_json::json!({ "iss": "45678123", "ist": "project", "session_id": "1_s", "exp": 1, "iat": 0 });
    let token = jwt::encode(&claims, &empty);
    assert_eq!(jwt::verify(&token, &empty), Err(jwt::JwtError::Signature));
    let verifier = TokenVerifier::new(Credentials::new("45678123", ""));
    assert_eq!(verifier.verify(&token, UNIX_EPOCH), Err(opentok::Refusal::Signature));
}

#[test]
fn a_refused_name_is_quoted_on_one_short_line() {
    let text = HubName::new(format!("a\n{}", "b".repeat(1000))).unwrap_err().to_string();
    assert!(text.len() < 120 && !text.contains('\n'), "{text}");
    assert!(text.starts_with("hub `a\\n"), "{text}");
}
