//! What holds for every request: signed, it verifies; with another key, or changed where the signature covers it, it
//! does not.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::Request;
use pili_auth::{
    Credentials, Signer, VerifyError,
    opentok::{
        CallbackSigner, CallbackVerifier, ClientToken, Nonce, ProjectJwt, Refusal, Role, TokenVerifier,
    },
    oss::{OssResource, OssV1, OssV4},
    qiniu::{CallbackVerifier as QiniuCallbacks, FirstGen, QBox, QiniuV2},
};
use proptest::prelude::*;

const SESSION: &str = "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg";

fn keys() -> impl Strategy<Value = Credentials> {
    ("[A-Za-z0-9_-]{1,40}", "\\PC{1,40}")
        .prop_map(|(access, secret)| Credentials::new(access, secret.as_str()))
}

fn others(keys: &Credentials) -> Credentials {
    Credentials::new(keys.access_key(), "another-hush-key")
}

fn time() -> impl Strategy<Value = SystemTime> {
    (1_000_000_000_u64..4_000_000_000).prop_map(|unix| UNIX_EPOCH + Duration::from_secs(unix))
}

const KINDS: &[&str] = &["application/json", "application/x-www-form-urlencoded", "application/octet-stream"];

fn request() -> impl Strategy<Value = Request<Bytes>> {
    (
        prop::sample::select(&["GET", "POST", "PUT", "DELETE"][..]),
        "[a-z]{1,10}\\.example\\.com(:[1-9][0-9]{0,3})?",
        "(/[A-Za-z0-9_%.~:@+-]{0,10}){1,4}",
        prop::option::of("[A-Za-z0-9_%.=&~+-]{0,30}"),
        prop::option::of(prop::sample::select(KINDS)),
        prop::collection::vec(any::<u8>(), 0..60),
    )
        .prop_filter_map("a URI", |(method, host, path, query, kind, body)| {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            let request = Request::builder().method(method).uri(format!("https://{host}{path}{query}"));
            let request =
                kind.into_iter().fold(request, |request, kind| request.header("content-type", kind));
            let mut request = request.body(Bytes::from(body)).ok()?;
            request.extensions_mut().insert(OssResource::new("bucket", "channel"));
            Some(request)
        })
}

fn signed(signer: &dyn Signer, request: &Request<Bytes>, now: SystemTime) -> Request<Bytes> {
    let mut request = request.clone();
    signer.sign(&mut request, now).unwrap();
    request
}

proptest! {
    #[test]
    fn what_a_scheme_of_qiniu_signs_it_verifies(keys in keys(), request in request(), now in time()) {
        let v2 = QiniuV2::new(keys.clone());
        let received = signed(&v2, &request, now);
        prop_assert_eq!(v2.verify(&received), Ok(()));
        prop_assert_eq!(QiniuV2::new(others(&keys)).verify(&received), Err(VerifyError::Mismatch));
        let first = FirstGen::new(keys.clone());
        prop_assert_eq!(first.verify(&signed(&first, &request, now)), Ok(()));
        let qbox = QBox::new(keys.clone());
        prop_assert_eq!(qbox.verify(&signed(&qbox, &request, now)), Ok(()));
    }

    #[test]
    fn a_callback_verifies_and_with_another_key_is_explained_without_it(
        keys in keys(), request in request(), now in time(),
    ) {
        let received = signed(&QiniuV2::new(keys.clone()), &request, now);
        prop_assert!(QiniuCallbacks::new(keys.clone()).verify(&received).is_ok());
        let refusal = QiniuCallbacks::new(others(&keys)).verify(&received).unwrap_err();
        let told = format!("{refusal} {refusal:?}");
        prop_assert!(!told.contains("hush") && !refusal.to_string().contains('\n'), "{told}");
    }

    #[test]
    fn what_a_scheme_of_oss_signs_it_verifies_and_another_resource_does_not(
        keys in keys(), request in request(), now in time(),
    ) {
        let (v1, v4) = (OssV1::new(keys.clone()), OssV4::new(keys.clone(), "cn-hangzhou"));
        let (by_v1, by_v4) = (signed(&v1, &request, now), signed(&v4, &request, now));
        prop_assert_eq!(v1.verify(&by_v1, now), Ok(()));
        prop_assert_eq!(v4.verify(&by_v4, now), Ok(()));
        for (mut moved, v1_or_v4) in [(by_v1, true), (by_v4, false)] {
            moved.extensions_mut().insert(OssResource::new("bucket", "another-channel"));
            let verdict = if v1_or_v4 { v1.verify(&moved, now) } else { v4.verify(&moved, now) };
            prop_assert_eq!(verdict, Err(VerifyError::Mismatch));
        }
    }

    #[test]
    fn a_call_of_a_project_verifies_while_it_lives(keys in keys(), request in request(), now in time()) {
        let project = ProjectJwt::new(keys.clone());
        let received = signed(&project, &request, now);
        prop_assert_eq!(project.verify(&received, now), Ok(()));
        let verdict = ProjectJwt::new(others(&keys)).verify(&received, now);
        prop_assert!(verdict.is_err());
        let late = project.verify(&received, now + ProjectJwt::LONGEST + Duration::from_secs(60));
        prop_assert!(matches!(late, Err(Refusal::Expired(_))), "{late:?}");
    }

    #[test]
    fn a_client_token_of_either_format_verifies_and_says_what_was_put_in(
        secret in "\\PC{1,40}", data in "\\PC{0,100}", classes in prop::collection::vec("[a-z]{1,8}", 0..4),
        nonce in 0_u32..=999_999, life in 1_u64..2_592_000, now in time(),
    ) {
        let project = Credentials::new("45678123", secret.as_str());
        let expires_at = now + Duration::from_secs(life);
        let token = ClientToken::new(SESSION).role(Role::Moderator).expires_at(expires_at).data(data.as_str());
        let token = token.initial_layout_classes(classes.clone());
        let nonce = Nonce::new(nonce).unwrap();
        let verifier = TokenVerifier::new(project.clone()).session(SESSION);
        for text in [token.t1(&project, now, nonce).unwrap(), token.jwt(&project, now, nonce).unwrap()] {
            let decoded = verifier.verify(&text, now).unwrap();
            prop_assert_eq!(&decoded.data, &data);
            prop_assert_eq!(&decoded.initial_layout_classes, &classes);
            prop_assert_eq!((decoded.role, decoded.expires_at), (Role::Moderator, Some(expires_at)));
            let late = verifier.verify(&text, expires_at + Duration::from_secs(1));
            prop_assert_eq!(late, Err(Refusal::Expired(Duration::from_secs(1))));
            let strangers = TokenVerifier::new(others(&project));
            prop_assert!(strangers.verify(&text, now).is_err());
        }
    }

    #[test]
    fn a_callback_of_opentok_verifies_with_its_body_alone(
        secret in "\\PC{1,40}", request in request(), now in time(), other in "[a-z]{61}",
    ) {
        let mut received = signed(&CallbackSigner::new(secret.as_str()), &request, now);
        let verifier = CallbackVerifier::new(secret.as_str());
        prop_assert!(verifier.verify(&received, now).unwrap().covers_body);
        prop_assert!(CallbackVerifier::new("another-hush-key").verify(&received, now).is_err());
        let late = verifier.verify(&received, now + CallbackVerifier::MAX_AGE + Duration::from_secs(1));
        prop_assert!(matches!(late, Err(Refusal::TooOld(_))), "{late:?}");
        *received.body_mut() = other.into();
        prop_assert_eq!(verifier.verify(&received, now), Err(Refusal::OtherBody));
    }
}
