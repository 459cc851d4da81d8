use serde_json::{Value, json};

use super::*;
use crate::{
    Credentials, Signer as _,
    opentok::{
        ClientToken, ProjectJwt, TokenId,
        testing::{
            APPLICATION, NOW, application, changed, forged, id, key, other_key, public_key, with_header,
        },
    },
    rsa::Rs256Key,
};

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn verifier() -> ApplicationVerifier {
    ApplicationVerifier::new(id(), public_key())
}

fn claims() -> Value {
    json!({ "application_id": APPLICATION, "iat": NOW, "exp": NOW + 900, "jti": "1" })
}

fn received(token: &str) -> Request<Bytes> {
    Request::get("/").header("authorization", format!("Bearer {token}")).body(Bytes::new()).unwrap()
}

fn verdict(changes: &[(&str, Option<Value>)]) -> Result<(), Refusal> {
    let token = jwt::encode_rs256(&changed(claims(), changes), &key()).unwrap();
    verifier().verify(&received(&token), at(NOW))
}

#[test]
fn a_call_has_the_claims_of_the_vendors_sdks_and_no_others() {
    let signer = ApplicationJwt::new(application()).ids(|| "1".into());
    let mut request = Request::new(Bytes::new());
    signer.sign(&mut request, at(NOW)).unwrap();
    let token = request.headers()["authorization"].to_str().unwrap().strip_prefix("Bearer ").unwrap();
    assert_eq!(jwt::verify_rs256(token, &public_key()), Ok(claims()));
    assert_eq!(verifier().verify(&request, at(NOW)), Ok(()));
    assert_eq!(format!("{:?}", request.headers()["authorization"]), "Sensitive");
}

#[test]
fn each_call_has_a_token_of_its_own_whose_lifetime_is_cut_to_what_the_service_accepts() {
    let signer = ApplicationJwt::new(application()).lifetime(Duration::from_secs(1 << 20));
    let token = signer.token(at(NOW)).unwrap();
    assert_ne!(token, signer.token(at(NOW)).unwrap());
    assert_eq!(verifier().verify(&received(&token), at(NOW + 86_400)), Ok(()));
    let late = verifier().verify(&received(&token), at(NOW + 86_401));
    assert_eq!(late, Err(Refusal::Expired(Duration::from_secs(1))));
}

#[test]
fn nobody_signs_with_what_is_public_or_with_a_key_that_the_token_brings() {
    for (attempt, token) in forged(&claims()) {
        let refused = verifier().verify(&received(&token), at(NOW)).unwrap_err();
        assert!(matches!(refused, Refusal::Signature | Refusal::Algorithm(_)), "{attempt}: {refused}");
    }
}

#[test]
fn what_else_the_header_names_is_not_looked_at_but_conditions_are_refused() {
    for name in ["kid", "x5u", "jku"] {
        let header = json!({ "alg": "RS256", name: "https://attacker.example.com/" });
        let token = with_header(&header, &claims(), &key());
        assert_eq!(verifier().verify(&received(&token), at(NOW)), Ok(()), "{name}");
    }
    let token = with_header(&json!({ "alg": "RS256", "crit": ["exp"] }), &claims(), &key());
    let refused = verifier().verify(&received(&token), at(NOW)).unwrap_err();
    assert!(refused.to_string().contains("`crit`"), "{refused}");
}

#[test]
fn times_must_be_there_and_in_order_and_a_day_is_the_most() {
    let second = Duration::from_secs(1);
    assert_eq!(verdict(&[]), Ok(()));
    assert_eq!(verdict(&[("iat", Some(json!(NOW + 1)))]), Err(Refusal::Early(second)));
    assert_eq!(verdict(&[("nbf", Some(json!(NOW + 1)))]), Err(Refusal::NotYetValid(second)));
    assert_eq!(verdict(&[("exp", Some(json!(NOW - 1)))]), Err(Refusal::Expired(second)));
    let long = Duration::from_secs(86_401);
    assert_eq!(verdict(&[("exp", Some(json!(NOW + 86_401)))]), Err(Refusal::TooLong(long)));
    for name in ["iat", "exp"] {
        for value in [None, Some(Value::Null), Some(json!("1700000000")), Some(json!(-1))] {
            let refused = verdict(&[(name, value.clone())]);
            assert!(
                matches!(refused, Err(Refusal::Malformed(part)) if part.contains(name)),
                "{name} {value:?}"
            );
        }
    }
}

#[test]
fn another_application_and_a_client_token_are_refused_as_such() {
    let other = "00000000-5e6f-4a7b-8c9d-0e1f2a3b4c5d";
    let refused = verdict(&[("application_id", Some(json!(other)))]);
    assert_eq!(refused, Err(Refusal::OtherApplication(other.into())));
    let client = ClientToken::new("2_opaque");
    let client = client.application_jwt(&application(), at(NOW), &TokenId::random().unwrap()).unwrap();
    assert_eq!(verifier().verify(&received(&client), at(NOW)), Err(Refusal::ClientToken));
    assert!(matches!(verdict(&[("application_id", Some(json!(7)))]), Err(Refusal::Malformed(_))));
}

#[test]
fn a_token_of_the_other_mode_is_told_so_wherever_it_stands() {
    let project = ProjectJwt::new(Credentials::new("45678123", "secret"));
    let token = project.token(at(NOW)).unwrap();
    let of_project = || Err(Refusal::OtherMode(Issuer::Project("45678123".into())));
    assert_eq!(verifier().verify(&received(&token), at(NOW)), of_project());
    let mut request = Request::new(Bytes::new());
    project.sign(&mut request, at(NOW)).unwrap();
    assert_eq!(verifier().verify(&request, at(NOW)), of_project());

    let token = ApplicationJwt::new(application()).token(at(NOW)).unwrap();
    let of_application = || Err(Refusal::OtherMode(Issuer::Application(APPLICATION.into())));
    assert_eq!(project.verify(&received(&token), at(NOW)), of_application());
    let request = Request::get("/").header("x-opentok-auth", &token).body(Bytes::new()).unwrap();
    assert_eq!(project.verify(&request, at(NOW)), of_application());
    let text = of_application().unwrap_err().to_string();
    assert!(text.contains(APPLICATION) && text.contains("API key"), "{text}");
}

#[test]
fn a_request_without_a_token_of_this_kind_is_refused_by_what_it_has() {
    assert_eq!(verifier().verify(&Request::new(Bytes::new()), at(NOW)), Err(Refusal::Missing));
    let basic = Request::get("/").header("authorization", "Basic dTpw").body(Bytes::new()).unwrap();
    let refused = verifier().verify(&basic, at(NOW)).unwrap_err();
    assert!(refused.to_string().contains("Bearer"), "{refused}");
    assert!(matches!(verifier().verify(&received("a.b.c"), at(NOW)), Err(Refusal::Malformed(_))));
}

/// A key that is held elsewhere, and not reached.
#[derive(Debug)]
struct Unreached;

impl Rs256Key for Unreached {
    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, crate::SignError> {
        Err(crate::SignError::new("private key", "must be reachable: the vault did not answer"))
    }
}

#[test]
fn a_key_that_is_held_elsewhere_signs_and_its_failure_is_the_calls() {
    let elsewhere = super::super::Application::new(id(), std::sync::Arc::new(key()));
    let token = ApplicationJwt::new(elsewhere).token(at(NOW)).unwrap();
    assert_eq!(verifier().verify(&received(&token), at(NOW)), Ok(()));

    let signer = ApplicationJwt::new(super::super::Application::new(id(), Unreached));
    let mut request = Request::new(Bytes::new());
    assert_eq!(signer.sign(&mut request, at(NOW)).unwrap_err().field(), "private key");
    assert!(request.headers().is_empty());
    let other = super::super::Application::new(id(), other_key());
    let token = ApplicationJwt::new(other).token(at(NOW)).unwrap();
    assert_eq!(verifier().verify(&received(&token), at(NOW)), Err(Refusal::Signature));
}
