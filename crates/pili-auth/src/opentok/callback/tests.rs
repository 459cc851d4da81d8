use serde_json::{Value, json};

use super::*;
use crate::{Signer as _, opentok::CallbackSigner};

const BODY: &str = r#"{"sessionId":"1_s","event":"connectionCreated"}"#;
const NOW: u64 = 1_700_000_000;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn verifier() -> CallbackVerifier {
    CallbackVerifier::new("secret")
}

fn received(authorization: &str) -> Request<Bytes> {
    let request = Request::post("https://hooks.example.com/").header("authorization", authorization);
    request.body(Bytes::from(BODY)).unwrap()
}

/// A callback whose claims are changed; `None` takes one away.
fn changed(changes: &[(&str, Option<Value>)]) -> Request<Bytes> {
    let mut claims = json!({
        "iat": NOW, "jti": "id", "iss": "Vonage", "api_key": "a1b2c3d",
        "payload_hash": mac::sha256_hex(BODY.as_bytes()),
    });
    for (name, value) in changes {
        match value {
            Some(value) => claims[*name] = value.clone(),
            None => drop(claims.as_object_mut().unwrap().remove(*name)),
        }
    }
    received(&format!("Bearer {}", jwt::encode(&claims, &"secret".into())))
}

fn refusal(request: &Request<Bytes>) -> Refusal {
    verifier().verify(request, at(NOW)).unwrap_err()
}

#[test]
fn a_good_callback_says_when_it_was_signed_and_what_for() {
    let signer = CallbackSigner::new("secret").api_key("a1b2c3d").application_id("app").ids(|| "7".into());
    let mut request = received("");
    signer.sign(&mut request, at(NOW)).unwrap();
    let callback = verifier().verify(&request, at(NOW)).unwrap();
    assert_eq!((callback.signed_at, callback.covers_body), (at(NOW), true));
    assert_eq!(callback.id.as_deref(), Some("7"));
    assert_eq!(callback.api_key.as_deref(), Some("a1b2c3d"));
    assert_eq!(callback.application_id.as_deref(), Some("app"));
}

#[test]
fn a_body_of_other_bytes_is_refused_even_if_it_means_the_same() {
    for body in ["", r#"{"sessionId":"1_s", "event":"connectionCreated"}"#, "{}"] {
        let mut request = changed(&[]);
        *request.body_mut() = Bytes::from(body);
        assert_eq!(refusal(&request), Refusal::OtherBody, "{body}");
    }
    let capitals = mac::sha256_hex(BODY.as_bytes()).to_ascii_uppercase();
    assert!(verifier().verify(&changed(&[("payload_hash", Some(json!(capitals)))]), at(NOW)).is_ok());
    for hash in [json!(""), json!("0"), json!(mac::sha256_hex(b"other"))] {
        assert_eq!(refusal(&changed(&[("payload_hash", Some(hash))])), Refusal::OtherBody);
    }
}

#[test]
fn a_token_without_a_hash_is_refused_unless_asked_for_and_an_unreadable_hash_always() {
    let bare = changed(&[("payload_hash", None)]);
    assert_eq!(refusal(&bare), Refusal::Unhashed);
    let lenient = verifier().accept_unhashed();
    assert!(!lenient.verify(&bare, at(NOW)).unwrap().covers_body);
    assert!(lenient.verify(&changed(&[]), at(NOW)).unwrap().covers_body);
    for value in [Value::Null, json!(1), json!([])] {
        let refused = lenient.verify(&changed(&[("payload_hash", Some(value))]), at(NOW)).unwrap_err();
        assert!(matches!(refused, Refusal::Malformed(_)), "{refused}");
    }
}

#[test]
fn any_of_several_secrets_will_do_and_an_empty_one_never() {
    let request = changed(&[]);
    for verifier in [verifier().or("other"), CallbackVerifier::new("other").or("secret")] {
        assert!(verifier.verify(&request, at(NOW)).is_ok());
    }
    let other = CallbackVerifier::new("other").or("another");
    assert_eq!(other.verify(&request, at(NOW)), Err(Refusal::Signature));
    let forged = received(&jwt::encode(&json!({ "iat": NOW }), &"".into()));
    assert_eq!(CallbackVerifier::new("").or("secret").verify(&forged, at(NOW)), Err(Refusal::Signature));
    let error = CallbackSigner::new("").sign(&mut received(""), at(NOW)).unwrap_err();
    assert_eq!(error.field(), "signature secret");
}

#[test]
fn a_callback_is_refused_when_it_is_too_old_or_from_the_future() {
    let request = changed(&[]);
    let day = CallbackVerifier::MAX_AGE.as_secs();
    assert!(verifier().verify(&request, at(NOW + day)).is_ok());
    let old = Refusal::TooOld(Duration::from_secs(day + 1));
    assert_eq!(verifier().verify(&request, at(NOW + day + 1)), Err(old));
    let strict = verifier().max_age(Duration::from_secs(300));
    assert_eq!(strict.verify(&request, at(NOW + 301)), Err(Refusal::TooOld(Duration::from_secs(301))));
    assert!(verifier().verify(&request, at(NOW - 60)).is_ok());
    assert_eq!(verifier().verify(&request, at(NOW - 61)), Err(Refusal::Early(Duration::from_secs(61))));
}

#[test]
fn an_expiry_and_a_beginning_count_where_they_are() {
    let second = Duration::from_secs(1);
    assert_eq!(refusal(&changed(&[("exp", Some(json!(NOW - 1)))])), Refusal::Expired(second));
    let later = Duration::from_secs(61);
    assert_eq!(refusal(&changed(&[("nbf", Some(json!(NOW + 61)))])), Refusal::NotYetValid(later));
    for name in ["iat", "exp", "nbf"] {
        let refused = refusal(&changed(&[(name, Some(json!("soon")))]));
        assert!(matches!(refused, Refusal::Malformed(_)), "{name}: {refused}");
    }
    assert!(matches!(refusal(&changed(&[("iat", None)])), Refusal::Malformed(_)));
}

#[test]
fn the_header_may_name_the_scheme_or_not_and_must_be_there_once() {
    let request = changed(&[]);
    let value = request.headers()["authorization"].to_str().unwrap();
    let bare = received(value.trim_start_matches("Bearer "));
    let small = received(&value.replace("Bearer", "bearer"));
    for good in [&bare, &small] {
        assert!(verifier().verify(good, at(NOW)).is_ok());
    }
    assert!(matches!(refusal(&received("Basic dTpw")), Refusal::Malformed(_)));
    assert!(matches!(refusal(&received("Bearer a.b.c")), Refusal::Malformed(_)));
    assert_eq!(refusal(&Request::new(Bytes::from(BODY))), Refusal::Missing);
    let mut twice = changed(&[]);
    twice.headers_mut().append("authorization", "Bearer a".parse().unwrap());
    assert_eq!(refusal(&twice), Refusal::Duplicate("Authorization"));
}

#[test]
fn another_algorithm_than_hs256_is_refused() {
    let part = |value: Value| mac::base64url_bare(value.to_string().as_bytes());
    for algorithm in ["none", "RS256", "HS512"] {
        let token = format!("{}.{}.", part(json!({ "alg": algorithm })), part(json!({ "iat": NOW })));
        assert!(matches!(refusal(&received(&token)), Refusal::Algorithm(_)), "{algorithm}");
    }
}

#[test]
fn a_token_that_begins_a_minute_ahead_is_good_and_a_second_more_is_not() {
    let begins = |ahead: u64| changed(&[("nbf", Some(json!(NOW + ahead)))]);
    assert!(verifier().verify(&begins(60), at(NOW)).is_ok());
    assert_eq!(refusal(&begins(61)), Refusal::NotYetValid(Duration::from_secs(61)));
}
