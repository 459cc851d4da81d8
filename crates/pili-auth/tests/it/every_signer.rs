use std::sync::Arc;

use http::header::AUTHORIZATION;
use pili_auth::{
    Credentials, Signer, StringToSign,
    opentok::{ApplicationJwt, CallbackSigner, ProjectJwt},
    oss::{OssResource, OssV1, OssV4},
    qiniu::QiniuV2,
};

use crate::stage::{PEM, SECRET, application, get, keys, new_year};

fn of_a_pair(keys: &Credentials) -> Vec<Arc<dyn Signer>> {
    let temporary = Credentials::temporary(keys.access_key(), keys.secret_key().clone(), "hush-secret-token");
    vec![
        Arc::new(QiniuV2::new(keys.clone()).dated()),
        Arc::new(OssV1::new(temporary.clone())),
        Arc::new(OssV4::new(temporary, "cn-hangzhou")),
        Arc::new(ProjectJwt::new(keys.clone())),
    ]
}

fn every_signer() -> Vec<Arc<dyn Signer>> {
    let mut all = of_a_pair(&keys());
    all.push(Arc::new(ApplicationJwt::new(application())));
    all.push(Arc::new(CallbackSigner::new(SECRET)));
    all
}

fn request() -> http::Request<bytes::Bytes> {
    let mut request = get();
    request.extensions_mut().insert(OssResource::new("bucket", "channel"));
    request
}

#[test]
fn empty_keys_are_refused_naming_the_half_that_is_missing() {
    for (keys, halves) in [
        (Credentials::new("", SECRET), ["access key", "API key"]),
        (Credentials::new("access", ""), ["secret key", "API secret"]),
    ] {
        for signer in of_a_pair(&keys) {
            let mut request = request();
            let error = signer.sign(&mut request, new_year()).unwrap_err();
            assert!(halves.contains(&error.field()), "{signer:?}: {error}");
            assert_eq!(error.rule(), "must not be empty", "{signer:?}");
            assert!(!request.headers().contains_key(AUTHORIZATION), "{signer:?}");
        }
    }
}

#[test]
fn a_secret_that_was_read_with_its_line_break_is_refused() {
    for signer in of_a_pair(&Credentials::new("access", format!("{SECRET}\n"))) {
        let error = signer.sign(&mut request(), new_year()).unwrap_err();
        assert_eq!(error.field(), "secret key", "{signer:?}");
        assert!(error.rule().contains("must not end in a line break"), "{signer:?}: {error}");
    }
    for signer in of_a_pair(&Credentials::new("access", format!("\n{SECRET}"))) {
        assert!(signer.sign(&mut request(), new_year()).is_ok(), "{signer:?}");
    }
}

#[test]
fn a_fresh_signature_replaces_the_stale_one() {
    for signer in every_signer() {
        let mut request = request();
        for _ in 0..2 {
            signer.sign(&mut request, new_year()).unwrap();
        }
        for name in request.headers().keys() {
            assert_eq!(request.headers().get_all(name).iter().count(), 1, "{signer:?}: {name}");
        }
    }
}

#[test]
fn no_debug_text_of_a_signer_or_of_what_it_signed_holds_a_secret() {
    for signer in every_signer() {
        let mut request = request();
        signer.sign(&mut request, new_year()).unwrap();
        let text = request.extensions().get::<StringToSign>();
        let shown = format!("{signer:?} {request:?} {text:?}");
        assert!(!shown.contains("hush"), "{shown}");
        assert!(PEM.lines().all(|line| !shown.contains(line)), "{shown}");
        for value in request.headers().values().filter(|value| value.is_sensitive()) {
            assert!(!shown.contains(value.to_str().unwrap()), "{shown}");
        }
        let credential = ["authorization", "x-opentok-auth"].map(|name| request.headers().get(name));
        assert!(credential.into_iter().flatten().all(http::HeaderValue::is_sensitive), "{shown}");
        assert!(text.is_none_or(|text| !text.to_text().contains(SECRET)));
    }
}
