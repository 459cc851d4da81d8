use serde_json::{Value, json};

use super::*;
use crate::{
    mac,
    opentok::{Nonce, Role, t1},
};

const SESSION: &str = "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg";
const NOW: u64 = 1_700_000_000;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn project() -> Credentials {
    Credentials::new("45678123", "secret")
}

fn verifier() -> TokenVerifier {
    TokenVerifier::new(project())
}

fn tokens() -> [String; 2] {
    let token = ClientToken::new(SESSION).data("a b").initial_layout_classes(["focus", "min"]);
    let nonce = Nonce::new(7).unwrap();
    [token.t1(&project(), at(NOW), nonce).unwrap(), token.jwt(&project(), at(NOW), nonce).unwrap()]
}

fn refusal(verifier: &TokenVerifier, token: &str) -> Refusal {
    verifier.verify(token, at(NOW)).unwrap_err()
}

fn claims() -> Value {
    json!({
        "iss": "45678123", "ist": "project", "iat": NOW, "exp": NOW + 3600, "session_id": SESSION,
        "role": "moderator", "scope": "session.connect", "nonce": 0.25,
    })
}

/// A token of changed claims; `None` takes one away.
fn jwt(changes: &[(&str, Option<Value>)]) -> String {
    let mut claims = claims();
    for (name, value) in changes {
        match value {
            Some(value) => claims[*name] = value.clone(),
            None => drop(claims.as_object_mut().unwrap().remove(*name)),
        }
    }
    crate::jwt::encode(&claims, project().secret_key())
}

/// A token in the format T1 with fields after the session.
fn t1_token(fields: &str) -> String {
    t1::encode(&project(), &format!("session_id={SESSION}&{fields}"))
}

#[test]
fn a_good_token_of_either_format_reads_as_it_was_made() {
    for token in tokens() {
        let decoded = verifier().session(SESSION).verify(&token, at(NOW)).unwrap();
        assert_eq!(decoded.data, "a b");
        assert_eq!(decoded.initial_layout_classes, ["focus", "min"]);
        assert_eq!((decoded.created_at, decoded.expires_at), (Some(at(NOW)), Some(at(NOW + 86_400))));
        assert_eq!(decoded.nonce.as_deref(), Some("7"));
    }
}

#[test]
fn a_refusal_says_which_part_is_wrong() {
    for token in tokens() {
        let with = |key: &str, secret: &str| TokenVerifier::new(Credentials::new(key, secret));
        assert_eq!(refusal(&with("9", "secret"), &token), Refusal::OtherKey("45678123".into()));
        assert_eq!(refusal(&with("45678123", "guess"), &token), Refusal::Signature);
        let other = verifier().session("1_other");
        assert_eq!(refusal(&other, &token), Refusal::OtherSession(SESSION.into()));
    }
    for token in ["", "T1==", "T1==%%%", "a.b.c"] {
        assert!(matches!(refusal(&verifier(), token), Refusal::Malformed(_)), "{token}");
    }
}

#[cfg_attr(target_family = "wasm", ignore = "its clock knows other times")]
#[test]
fn a_claim_that_is_missing_or_of_another_kind_is_malformed_and_never_absent() {
    let wrong = [None, Some(Value::Null), Some(json!(true)), Some(json!([])), Some(json!({}))];
    let as_text = || Some(json!((NOW + 3600).to_string()));
    for name in ["exp", "iat"] {
        for value in wrong.iter().cloned().chain([
            as_text(),
            Some(json!(-1)),
            Some(json!(u64::MAX)),
            Some(json!(1e300)),
        ]) {
            let token = jwt(&[(name, value.clone())]);
            let refused = refusal(&verifier(), &token);
            assert!(
                matches!(refused, Refusal::Malformed(part) if part.contains(name)),
                "{name} {value:?}: {refused}"
            );
        }
    }
    for name in ["scope", "session_id", "iss"] {
        for value in &wrong {
            let refused = refusal(&verifier(), &jwt(&[(name, value.clone())]));
            assert!(
                matches!(refused, Refusal::Malformed(part) if part.contains(name)),
                "{name} {value:?}: {refused}"
            );
        }
    }
    for name in ["nbf", "role", "ist", "connection_data", "initial_layout_class_list"] {
        for value in wrong.iter().flatten() {
            let token = jwt(&[(name, Some(value.clone()))]);
            assert!(matches!(refusal(&verifier(), &token), Refusal::Malformed(_)), "{name} {value}");
        }
    }
}

#[test]
fn a_token_for_something_else_or_of_another_issuer_is_refused() {
    for scope in ["", "session.connect ", "session", "archive"] {
        let refused = refusal(&verifier(), &jwt(&[("scope", Some(json!(scope)))]));
        assert!(matches!(refused, Refusal::Malformed(part) if part.contains("session.connect")), "{refused}");
        let token = t1_token(&format!("create_time={NOW}&expire_time={}&scope={scope}", NOW + 60));
        assert!(matches!(refusal(&verifier(), &token), Refusal::Malformed(_)), "{scope}");
    }
    let account = jwt(&[("ist", Some(json!("account")))]);
    assert!(matches!(refusal(&verifier(), &account), Refusal::Malformed(part) if part.contains("`project`")));
    assert!(verifier().verify(&jwt(&[("ist", None)]), at(NOW)).is_ok(), "the type of issuer may be left out");
}

#[test]
fn a_token_from_the_future_is_refused_beyond_the_leeway() {
    let later = |seconds: u64| Some(json!(NOW + seconds));
    let ahead = Duration::from_secs(2);
    assert_eq!(refusal(&verifier(), &jwt(&[("iat", later(2))])), Refusal::Early(ahead));
    assert_eq!(refusal(&verifier(), &jwt(&[("nbf", later(2))])), Refusal::NotYetValid(ahead));
    let t1 = |created: u64| t1_token(&format!("create_time={created}&expire_time={}", NOW + 60));
    assert_eq!(refusal(&verifier(), &t1(NOW + 2)), Refusal::Early(ahead));
    for good in [jwt(&[("iat", later(1)), ("nbf", later(1))]), t1(NOW + 1)] {
        assert!(verifier().verify(&good, at(NOW)).is_ok());
    }
}

#[test]
fn a_token_is_good_to_the_last_second_of_its_expiry_and_for_thirty_days_at_most() {
    let of = |exp: u64| jwt(&[("exp", Some(json!(exp)))]);
    let last_moment = at(NOW + 60) + Duration::from_millis(999);
    assert!(verifier().verify(&of(NOW + 60), last_moment).is_ok());
    let expired = Err(Refusal::Expired(Duration::from_secs(1)));
    assert_eq!(verifier().verify(&of(NOW + 60), at(NOW + 61)), expired);
    let month = ClientToken::LONGEST.as_secs();
    assert!(verifier().verify(&of(NOW + month), at(NOW)).is_ok());
    for exp in [NOW + month + 2, 1 << 62] {
        assert_eq!(refusal(&verifier(), &of(exp)), Refusal::TooLong(Duration::from_secs(exp - NOW)));
    }
}

#[test]
fn what_the_sdks_for_ruby_and_php_make_without_a_time_is_good_for_a_day_if_asked_for() {
    let token = jwt(&[("exp", None), ("data", Some(Value::Null)), ("expireTime", Some(Value::Null))]);
    let lenient = verifier().accept_no_expiry();
    assert_eq!(lenient.verify(&token, at(NOW)).unwrap().expires_at, Some(at(NOW + 86_400)));
    let expired = Err(Refusal::Expired(Duration::from_secs(1)));
    assert_eq!(lenient.verify(&token, at(NOW + 86_401)), expired);
    for unreadable in [Value::Null, json!(true), json!("soon")] {
        let token = jwt(&[("exp", Some(unreadable.clone()))]);
        assert!(matches!(refusal(&lenient, &token), Refusal::Malformed(_)), "{unreadable}");
    }
    let of_no_time = jwt(&[("exp", None), ("iat", None)]);
    assert!(matches!(refusal(&lenient, &of_no_time), Refusal::Malformed(_)));
}

#[test]
fn a_t1_token_without_an_expiry_is_good_for_a_day_and_an_unreadable_one_is_refused() {
    let good = t1_token(&format!("create_time={NOW}&role=publisher&nonce=0.5"));
    assert_eq!(verifier().verify(&good, at(NOW)).unwrap().expires_at, Some(at(NOW + 86_400)));
    let expired = Err(Refusal::Expired(Duration::from_secs(1)));
    assert_eq!(verifier().verify(&good, at(NOW + 86_401)), expired);
    for fields in [
        "expire_time=9999999999",
        "create_time=&expire_time=9999999999",
        "create_time=1700000000&expire_time=",
        "create_time=1700000000&expire_time",
        "create_time=1700000000&expire_time=NaN",
        "create_time=1700000000&expire_time=%FF",
        "create_time=1700000000&expire_time=%2B1700000060",
        "create_time=1700000000&expire_time=1700000060.x",
        "create_time=1700000000&role=%FF",
    ] {
        let refused = refusal(&verifier(), &t1_token(fields));
        assert!(matches!(refused, Refusal::Malformed(_)), "{fields}: {refused}");
    }
}

#[test]
fn a_role_is_read_and_one_that_is_left_out_is_that_of_a_publisher() {
    let role = |token: &str| verifier().verify(token, at(NOW)).unwrap().role;
    assert_eq!(role(&jwt(&[])), Role::Moderator);
    assert_eq!(role(&jwt(&[("role", None)])), Role::Publisher);
}

#[test]
fn every_way_to_write_a_t1_token_reads_alike() {
    let [token, _] = tokens();
    let text = String::from_utf8(mac::from_any_base64(&token["T1==".len()..]).unwrap()).unwrap();
    let (head, data) = text.split_once(':').unwrap();
    let (key, signature) = head.split_once("&sig=").unwrap();
    let capitals = format!("{key}&sig={}:{data}", signature.to_ascii_uppercase());
    let capitals = format!("T1=={}", mac::base64(capitals.as_bytes()));
    let bare = token.trim_end_matches('=').to_owned();
    let verified = |token: &str| verifier().verify(token, at(NOW)).unwrap();
    for other in [capitals, bare] {
        assert_ne!(other, token);
        assert_eq!(verified(&other), verified(&token));
    }
}
