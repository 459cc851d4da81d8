use http::{HeaderValue, Method, header::AUTHORIZATION};
use pili_auth::{
    Credentials, VerifyError,
    qiniu::{QBox, QiniuV2},
};

use crate::stage::{get, keys, post_json, qiniu, signed};

fn with_authorization(value: &'static [u8]) -> http::Request<bytes::Bytes> {
    let mut request = get();
    request.headers_mut().insert(AUTHORIZATION, HeaderValue::from_bytes(value).unwrap());
    request
}

#[test]
fn what_was_signed_is_accepted() {
    for request in [get(), post_json()] {
        qiniu().verify(&signed(&qiniu(), request)).unwrap();
    }
}

#[test]
fn a_request_without_authorization_is_refused_as_missing_it() {
    assert_eq!(qiniu().verify(&get()), Err(VerifyError::Missing));
}

#[test]
fn another_form_is_refused_as_malformed() {
    for value in
        [&b"Qiniu"[..], b"Qiniu ", b"Qiniu access", b"Qiniu access:", b"Qiniu :sign", b" a:b", b"\xff a:b"]
    {
        assert_eq!(qiniu().verify(&with_authorization(value)), Err(VerifyError::Malformed), "{value:?}");
    }
}

#[test]
fn another_scheme_and_another_key_are_refused_by_name() {
    let error = qiniu().verify(&with_authorization(b"QBox access:sign")).unwrap_err();
    assert_eq!(error, VerifyError::Scheme("QBox".into()));
    assert!(error.to_string().contains("`QBox`"));
    let error = qiniu().verify(&with_authorization(b"Qiniu other:sign")).unwrap_err();
    assert_eq!(error, VerifyError::UnknownAccessKey("other".into()));
    assert!(error.to_string().contains("`other`"));
}

#[test]
fn every_signed_part_that_changes_on_the_way_is_a_mismatch() {
    type Change = fn(&mut http::Request<bytes::Bytes>);
    let changes: [Change; 6] = [
        |request| *request.method_mut() = Method::PUT,
        |request| *request.uri_mut() = "https://pili.example.com/v2/hubz".parse().unwrap(),
        |request| *request.uri_mut() = "https://pili.example.com/v2/hubs?a".parse().unwrap(),
        |request| *request.uri_mut() = "https://other.example.com/v2/hubs".parse().unwrap(),
        |request| *request.body_mut() = "{}".into(),
        |request| drop(request.headers_mut().insert("x-qiniu-meta", HeaderValue::from_static("added"))),
    ];
    for change in changes {
        let mut request = signed(&qiniu(), post_json());
        change(&mut request);
        assert_eq!(qiniu().verify(&request), Err(VerifyError::Mismatch), "{request:?}");
    }
    let other = QiniuV2::new(Credentials::new("access", "another secret"));
    assert_eq!(other.verify(&signed(&qiniu(), get())), Err(VerifyError::Mismatch));
}

#[test]
fn an_empty_secret_verifies_nothing() {
    let empty = QiniuV2::new(Credentials::new("access", ""));
    let Err(VerifyError::Unsignable(error)) = empty.verify(&signed(&qiniu(), get())) else {
        panic!("an empty secret must be refused");
    };
    assert_eq!(error.field(), "secret key");
}

#[test]
fn a_request_that_cannot_be_described_is_unsignable() {
    let mut request = signed(&QiniuV2::new(keys()), get());
    *request.uri_mut() = "/v2/hubs".parse().unwrap();
    let Err(VerifyError::Unsignable(error)) = qiniu().verify(&request) else {
        panic!("a request without a host must be refused");
    };
    assert_eq!(error.field(), "host");
}

#[test]
fn qbox_covers_the_body_of_a_form_and_of_nothing_else() {
    let covered = |kind: &str| {
        let request = http::Request::post("https://pili.example.com/a?b=c").header("content-type", kind);
        let request = request.body(bytes::Bytes::from("x=1")).unwrap();
        QBox::new(keys()).string_to_sign(&request).as_bytes().to_vec()
    };
    assert_eq!(covered("application/x-www-form-urlencoded"), b"/a?b=c\nx=1");
    assert_eq!(covered("application/json"), b"/a?b=c\n");
}
