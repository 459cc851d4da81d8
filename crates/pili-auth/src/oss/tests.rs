use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{
    HeaderValue, Request,
    header::{AUTHORIZATION, HOST},
};

use super::{OssResource, OssV1, OssV4};
use crate::{Credentials, SignError, Signer, VerifyError};

fn at() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

fn keys() -> Credentials {
    Credentials::temporary("ak", "sk", "temporary")
}

fn v1() -> OssV1 {
    OssV1::new(keys())
}

fn v4() -> OssV4 {
    OssV4::new(keys(), "cn-hangzhou").additional_headers(["Host", "User-Note"])
}

fn request(uri: &str) -> Request<Bytes> {
    let mut request = Request::get(uri).header("user-note", "n").body(Bytes::new()).unwrap();
    request.extensions_mut().insert(OssResource::new("examplebucket", "café 1"));
    request
}

fn signed(signer: &dyn Signer) -> Request<Bytes> {
    let mut request = request("http://examplebucket.oss.example.com/caf%C3%A9%201?live&comp=stat&prefix=a+b");
    signer.sign(&mut request, at()).unwrap();
    request
}

/// As a service on another host form receives it: the same headers, another spelling of the same query.
fn received(sent: &Request<Bytes>) -> Request<Bytes> {
    let mut request =
        request("http://examplebucket.oss.example.com/caf%C3%A9%201?prefix=a%20b&live=&comp=stat");
    request.headers_mut().clone_from(sent.headers());
    request
}

#[test]
fn a_signed_request_is_accepted_however_its_query_is_spelled() {
    assert_eq!(v1().verify(&received(&signed(&v1())), at()), Ok(()));
    assert_eq!(v4().verify(&received(&signed(&v4())), at()), Ok(()));
}

#[test]
fn a_host_that_is_signed_is_that_of_its_header_or_else_of_the_address() {
    let signed = |header: Option<&'static str>| {
        let mut request = request("http://address.example.com/a");
        request.headers_mut().extend(header.map(|host| (HOST, HeaderValue::from_static(host))));
        let text = v4().canonical_request(&request).unwrap();
        text.lines().find(|line| line.starts_with("host:")).map(str::to_owned)
    };
    assert_eq!(signed(None).as_deref(), Some("host:address.example.com"));
    assert_eq!(signed(Some("header.example.com")).as_deref(), Some("host:header.example.com"));
}

#[test]
fn further_signed_headers_are_taken_from_the_request() {
    let knows_no_names = OssV4::new(keys(), "cn-hangzhou");
    let mut request = signed(&v4());
    assert_eq!(knows_no_names.verify(&request, at()), Ok(()));
    request.headers_mut().insert("user-note", HeaderValue::from_static("forged"));
    assert_eq!(knows_no_names.verify(&request, at()), Err(VerifyError::Mismatch));
}

#[test]
fn another_resource_key_or_region_is_refused() {
    let mut request = signed(&v1());
    request.extensions_mut().insert(OssResource::new("otherbucket", "café 1"));
    assert_eq!(v1().verify(&request, at()), Err(VerifyError::Mismatch));
    let other = OssV1::new(Credentials::new("other", "sk"));
    assert_eq!(other.verify(&signed(&v1()), at()), Err(VerifyError::UnknownAccessKey("ak".into())));
    let elsewhere = OssV4::new(keys(), "cn-beijing");
    assert_eq!(elsewhere.verify(&signed(&v4()), at()), Err(VerifyError::Mismatch));
}

#[test]
fn a_clock_sixteen_minutes_off_is_told_as_such() {
    let skew = Duration::from_secs(16 * 60);
    assert_eq!(v1().verify(&signed(&v1()), at() + skew), Err(VerifyError::Skewed(skew)));
    assert_eq!(v4().verify(&signed(&v4()), at() - skew), Err(VerifyError::Skewed(skew)));
}

#[test]
fn a_header_of_another_scheme_or_form_is_refused() {
    let mut request = signed(&v1());
    assert_eq!(v4().verify(&request, at()), Err(VerifyError::Scheme("OSS".into())));
    for (header, error) in [
        ("OSS4-HMAC-SHA256 Credential=ak,Signature=00", VerifyError::Malformed),
        ("Qiniu ak:x", VerifyError::Scheme("Qiniu".into())),
    ] {
        request.headers_mut().insert(AUTHORIZATION, HeaderValue::from_static(header));
        assert_eq!(v4().verify(&request, at()), Err(error), "{header}");
    }
}

#[test]
fn what_cannot_be_signed_names_the_field() {
    let field = |signer: &dyn Signer, request: &mut Request<Bytes>| {
        signer.sign(request, at()).as_ref().map_err(SignError::field).err()
    };
    let mut bare = Request::new(Bytes::new());
    assert_eq!(field(&v1(), &mut bare), Some("OssResource"));
    let mut request = request("http://h/c?live");
    assert_eq!(field(&OssV4::new(keys(), ""), &mut request), Some("region"));
    assert_eq!(
        field(&OssV1::new(Credentials::temporary("ak", "sk", "a\nb")), &mut request),
        Some("security token")
    );
}

#[test]
fn neither_signature_nor_token_shows_in_debug() {
    let shown = format!("{:?} {:?}", signed(&v1()), v4());
    assert!(!shown.contains("temporary") && !shown.contains("OSS ak"), "{shown}");
}
