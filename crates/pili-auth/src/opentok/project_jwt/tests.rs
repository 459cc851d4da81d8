use serde_json::{Value, json};

use super::*;
use crate::{
    StringToSign, mac,
    opentok::{OF_PROJECT, PROJECT_HEADER as HEADER},
};

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn signer(secret: &str) -> ProjectJwt {
    ProjectJwt::new(Credentials::new("45678123", secret))
}

fn signed(signer: &ProjectJwt, now: SystemTime) -> Request<Bytes> {
    let mut request = Request::new(Bytes::new());
    signer.sign(&mut request, now).unwrap();
    request
}

#[test]
fn each_call_has_a_token_of_its_own_that_debug_does_not_show() {
    let signer = signer("secret");
    let (one, two) = (signed(&signer, at(1000)), signed(&signer, at(1000)));
    assert_ne!(one.headers()[HEADER], two.headers()[HEADER]);
    assert_eq!(format!("{:?}", one.headers()[HEADER]), "Sensitive");
    let text = one.extensions().get::<StringToSign>().unwrap().to_text().into_owned();
    assert!(one.headers()[HEADER].to_str().unwrap().starts_with(&text));
}

#[test]
fn a_refusal_tells_a_wrong_clock_from_a_wrong_key() {
    let good = signer("secret");
    let request = signed(&good, at(1000));
    assert_eq!(good.verify(&request, at(1180)), Ok(()));
    assert_eq!(good.verify(&request, at(1190)), Err(Refusal::Expired(Duration::from_secs(10))));
    assert_eq!(good.verify(&request, at(940)), Err(Refusal::Early(Duration::from_secs(60))));
    assert_eq!(signer("guess").verify(&request, at(1000)), Err(Refusal::Signature));
    assert_eq!(good.verify(&Request::new(Bytes::new()), at(1000)), Err(Refusal::Missing));
    let other = ProjectJwt::new(Credentials::new("1", "secret"));
    assert_eq!(other.verify(&request, at(1000)), Err(Refusal::OtherKey("45678123".into())));
}

/// A request whose token has claims and a header of the caller's.
fn received(header: &Value, claims: &Value) -> Request<Bytes> {
    let part = |value: &Value| mac::base64url_bare(value.to_string().as_bytes());
    let text = format!("{}.{}", part(header), part(claims));
    let signature = mac::base64url_bare(&mac::hmac_sha256_once(b"secret", text.as_bytes()));
    Request::get("/").header(HEADER, format!("{text}.{signature}")).body(Bytes::new()).unwrap()
}

#[test]
fn the_type_of_issuer_may_stand_in_the_claims_or_in_the_header_and_nowhere_be_another() {
    let verdict = |in_header: Option<&str>, in_claims: Option<&str>| {
        let mut header = json!({ "alg": "HS256" });
        let mut claims = json!({ "iss": "45678123", "iat": 1000, "exp": 1300 });
        for (part, kind) in [(&mut header, in_header), (&mut claims, in_claims)] {
            kind.into_iter().for_each(|kind| part["ist"] = kind.into());
        }
        signer("secret").verify(&received(&header, &claims), at(1000))
    };
    let (project, account) = (Some("project"), Some("account"));
    for good in [(project, None), (None, project), (project, project)] {
        assert_eq!(verdict(good.0, good.1), Ok(()), "{good:?}");
    }
    for bad in [(None, None), (account, None), (None, account), (account, project), (project, account)] {
        assert_eq!(verdict(bad.0, bad.1), Err(Refusal::Malformed(OF_PROJECT)), "{bad:?}");
    }
}

#[test]
fn a_claim_of_another_kind_is_malformed_and_one_of_the_future_refused() {
    let verdict = |name: &str, value: Value| {
        let mut claims = json!({ "iss": "45678123", "ist": "project", "iat": 1000, "exp": 1300 });
        claims[name] = value;
        signer("secret").verify(&received(&json!({ "alg": "HS256" }), &claims), at(1000))
    };
    for name in ["iss", "ist", "iat", "exp", "nbf"] {
        for value in [Value::Null, json!(true), json!(["1300"]), json!({})] {
            let refused = verdict(name, value.clone());
            assert!(matches!(refused, Err(Refusal::Malformed(_))), "{name} {value}: {refused:?}");
        }
    }
    assert!(matches!(verdict("iss", json!(45_678_123)), Err(Refusal::Malformed(_))));
    let ahead = Duration::from_secs(1);
    assert_eq!(verdict("iat", json!(1001)), Err(Refusal::Early(ahead)));
    assert_eq!(verdict("nbf", json!(1001)), Err(Refusal::NotYetValid(ahead)));
}

#[test]
fn a_lifetime_is_cut_to_what_the_service_accepts() {
    let request = signed(&signer("secret").lifetime(Duration::from_secs(3600)), at(1000));
    assert_eq!(signer("secret").verify(&request, at(1300)), Ok(()));
    assert!(signer("secret").verify(&request, at(1301)).is_err());
}
