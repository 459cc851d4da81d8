//! Client tokens of applications.

use serde_json::{Value, json};

use super::*;
use crate::{
    jwt,
    opentok::{
        Nonce, Role, TokenId,
        testing::{APPLICATION, NOW, application, changed, forged, id, key, public_key},
    },
};

/// Names no project that can be read, as IDs in the vendor's own tests.
const OPAQUE: &str = "2_MX5hcHBsaWNhdGlvbn4-session-0003_fg";

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn verifier() -> TokenVerifier {
    TokenVerifier::of_application(id(), public_key())
}

/// A session of whoever has this ID.
fn session_of(issuer: &str) -> String {
    format!("1_{}", crate::mac::base64url_bare(format!("1~{issuer}~~1699999990123~abcd~").as_bytes()))
}

fn made(token: &ClientToken) -> Result<String, crate::SignError> {
    token.application_jwt(&application(), at(NOW), &TokenId::new("7").unwrap())
}

/// The claims of the vendor's SDK for Node.
fn claims() -> Value {
    json!({
        "scope": "session.connect", "session_id": OPAQUE, "role": "moderator", "initial_layout_class_list": "a b",
        "exp": NOW + 86_400, "sub": "video", "acl": { "paths": { "/session/**": {} } }, "connection_data": "name=é",
        "jti": "7", "iat": NOW, "application_id": APPLICATION,
    })
}

fn verified(changes: &[(&str, Option<Value>)]) -> Result<Decoded, Refusal> {
    let token = jwt::encode_rs256(&changed(claims(), changes), &key()).unwrap();
    verifier().verify(&token, at(NOW))
}

#[test]
fn a_token_has_the_claims_of_the_vendors_sdk_for_node_and_reads_as_it_was_made() {
    let token =
        ClientToken::new(OPAQUE).role(Role::Moderator).data("name=é").initial_layout_classes(["a", "b"]);
    let token = made(&token).unwrap();
    assert_eq!(jwt::claims(&token), Ok(claims()));
    let decoded = verifier().session(OPAQUE).verify(&token, at(NOW)).unwrap();
    assert_eq!(decoded.issuer, Issuer::Application(APPLICATION.into()));
    assert_eq!((decoded.role, decoded.data.as_str()), (Role::Moderator, "name=é"));
    assert_eq!(decoded.initial_layout_classes, ["a", "b"]);
    assert_eq!((decoded.created_at, decoded.expires_at), (Some(at(NOW)), Some(at(NOW + 86_400))));
    assert_eq!(decoded.nonce.as_deref(), Some("7"));
    let plain = jwt::claims(&made(&ClientToken::new(OPAQUE)).unwrap()).unwrap();
    assert_eq!((&plain["initial_layout_class_list"], plain.get("connection_data")), (&json!(""), None));
}

#[test]
fn the_rules_of_project_tokens_hold_and_the_session_must_not_be_anothers() {
    let refused = |token: &ClientToken| made(token).unwrap_err().field();
    assert_eq!(refused(&ClientToken::new("")), "session id");
    assert_eq!(refused(&ClientToken::new(session_of("45678123"))), "session id");
    assert_eq!(refused(&ClientToken::new(OPAQUE).data("é".repeat(1001))), "data");
    assert_eq!(refused(&ClientToken::new(OPAQUE).expires_at(at(NOW - 1))), "expiry");
    assert_eq!(refused(&ClientToken::new(OPAQUE).expires_at(at(NOW + 2_592_001))), "expiry");
    assert_eq!(refused(&ClientToken::new(OPAQUE).initial_layout_classes([""])), "initial layout class");
    assert!(made(&ClientToken::new(session_of(APPLICATION))).is_ok());
}

#[test]
fn tokens_of_the_other_sdks_read_alike() {
    let python = verified(&[
        ("sub", None),
        ("subject", Some(json!("video"))),
        ("initial_layout_class_list", Some(json!(["a", "b"]))),
        ("exp", Some(json!(NOW + 900))),
    ]);
    assert_eq!(python.unwrap().initial_layout_classes, ["a", "b"]);
    assert!(verified(&[("sub", None), ("acl", None), ("initial_layout_class_list", None)]).is_ok(), "Java");
    let of_both = [("iss", Some(json!(APPLICATION))), ("ist", Some(json!("project")))];
    assert!(verified(&of_both).is_ok(), "the SDK for Node that serves both modes");
}

#[test]
fn nobody_signs_with_what_is_public_or_with_a_key_that_the_token_brings() {
    for (attempt, token) in forged(&claims()) {
        let refused = verifier().verify(&token, at(NOW)).unwrap_err();
        assert!(matches!(refused, Refusal::Signature | Refusal::Algorithm(_)), "{attempt}: {refused}");
    }
}

#[test]
fn a_claim_that_is_missing_or_of_another_kind_is_malformed_and_never_absent() {
    let wrong = [Value::Null, json!(true), json!([7]), json!({})];
    for name in [
        "exp",
        "iat",
        "nbf",
        "scope",
        "session_id",
        "application_id",
        "role",
        "jti",
        "connection_data",
        "initial_layout_class_list",
    ] {
        for value in &wrong {
            let refused = verified(&[(name, Some(value.clone()))]).unwrap_err();
            assert!(matches!(refused, Refusal::Malformed(_)), "{name} {value}: {refused}");
        }
    }
    for name in ["exp", "iat", "scope", "session_id", "application_id"] {
        let refused = verified(&[(name, None)]).unwrap_err();
        assert!(matches!(refused, Refusal::Malformed(part) if part.contains(name)), "{name}: {refused}");
    }
}

#[test]
fn a_refusal_says_which_part_is_wrong() {
    let other = "00000000-5e6f-4a7b-8c9d-0e1f2a3b4c5d";
    let of_other = Refusal::OtherApplication(other.into());
    assert_eq!(verified(&[("application_id", Some(json!(other)))]), Err(of_other));
    let token = jwt::encode_rs256(&claims(), &key()).unwrap();
    let elsewhere = verifier().session("1_other").verify(&token, at(NOW));
    assert_eq!(elsewhere, Err(Refusal::OtherSession(OPAQUE.into())));
    let expired = verifier().verify(&token, at(NOW + 86_401));
    assert_eq!(expired, Err(Refusal::Expired(Duration::from_secs(1))));
    let month = 2_592_000;
    assert!(verified(&[("exp", Some(json!(NOW + month)))]).is_ok());
    assert!(matches!(verified(&[("exp", Some(json!(NOW + month + 2)))]), Err(Refusal::TooLong(_))));
    assert!(matches!(verified(&[("scope", Some(json!("archive")))]), Err(Refusal::Malformed(_))));
}

#[test]
fn a_token_of_the_other_mode_is_told_so() {
    let project = Credentials::new("45678123", "secret");
    let session = session_of("45678123");
    let (token, nonce) = (ClientToken::new(&session), Nonce::new(7).unwrap());
    for token in [token.t1(&project, at(NOW), nonce).unwrap(), token.jwt(&project, at(NOW), nonce).unwrap()] {
        let refused = verifier().verify(&token, at(NOW));
        assert_eq!(refused, Err(Refusal::OtherMode(Issuer::Project("45678123".into()))));
    }
    let token = made(&ClientToken::new(OPAQUE)).unwrap();
    let refused = TokenVerifier::new(project).verify(&token, at(NOW));
    assert_eq!(refused, Err(Refusal::OtherMode(Issuer::Application(APPLICATION.into()))));
}

#[test]
fn a_token_without_an_expiry_is_good_for_a_quarter_of_an_hour_if_asked_for() {
    let token = jwt::encode_rs256(&changed(claims(), &[("exp", None)]), &key()).unwrap();
    let lenient = verifier().accept_no_expiry();
    assert_eq!(lenient.verify(&token, at(NOW)).unwrap().expires_at, Some(at(NOW + 900)));
    assert!(lenient.verify(&token, at(NOW + 901)).is_err());
}
