use http::{HeaderValue, Request};
use pili_auth::{Signer as _, qiniu::PathForm};

use crate::stage::{get, new_year, post_json, qiniu, signed, text};

#[test]
fn x_qiniu_headers_are_signed_by_canonical_name_and_in_its_order() {
    let mut request = get();
    for (name, value) in
        [("x-qiniu-zone", "z"), ("X-QINIU-a-b", "1"), ("x-qiniu-", "bare"), ("x-other", "no")]
    {
        request
            .headers_mut()
            .insert(http::HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_static(value));
    }
    let expected = "GET /v2/hubs?limit=1\nHost: pili.example.com\nX-Qiniu-A-B: 1\nX-Qiniu-Zone: z\n\n";
    assert_eq!(text(&qiniu(), &request), expected);
}

#[test]
fn a_dated_request_sends_and_signs_its_time() {
    let request = signed(&qiniu().dated(), get());
    assert_eq!(request.headers()["x-qiniu-date"], "20260101T000000Z");
    assert!(text(&qiniu(), &request).contains("\nX-Qiniu-Date: 20260101T000000Z\n"));
    qiniu().verify(&request).unwrap();
}

#[test]
fn a_date_is_set_anew_with_each_signature() {
    let signer = qiniu().dated();
    let mut request = signed(&signer, get());
    signer.sign(&mut request, new_year() + std::time::Duration::from_secs(61)).unwrap();
    assert_eq!(request.headers()["x-qiniu-date"], "20260101T000101Z");
}

#[test]
fn form_by_default_fills_in_a_content_type_and_replaces_none() {
    let signer = qiniu().form_by_default();
    let bare = signed(&signer, get());
    assert_eq!(bare.headers()["content-type"], "application/x-www-form-urlencoded");
    assert!(text(&signer, &bare).contains("\nContent-Type: application/x-www-form-urlencoded\n"));
    let json = signed(&signer, post_json());
    assert_eq!(json.headers()["content-type"], "application/json");
    assert!(!signed(&qiniu(), get()).headers().contains_key("content-type"));
}

#[test]
fn a_body_is_signed_with_a_content_type_that_describes_it() {
    assert!(text(&qiniu(), &post_json()).ends_with("\n\n{\"key\":\"a\"}"));
    let mut raw = post_json();
    raw.headers_mut().insert("content-type", HeaderValue::from_static("application/octet-stream"));
    assert!(text(&qiniu(), &raw).ends_with("\n\n"));
    raw.headers_mut().remove("content-type");
    assert!(text(&qiniu(), &raw).ends_with("\n\n"));
}

#[test]
fn a_body_from_the_limit_on_is_left_out() {
    let length = post_json().body().len();
    assert!(text(&qiniu().body_limit(length), &post_json()).ends_with("\n\n"));
    assert!(text(&qiniu().body_limit(length + 1), &post_json()).ends_with('}'));
}

#[test]
fn a_path_is_signed_as_sent_or_decoded() {
    let request = Request::get("http://h/a%20b").body(bytes::Bytes::new()).unwrap();
    assert!(text(&qiniu(), &request).starts_with("GET /a%20b\n"));
    assert!(text(&qiniu().path_form(PathForm::Decoded), &request).starts_with("GET /a b\n"));
}

#[test]
fn a_request_that_cannot_be_described_is_refused_naming_the_part() {
    let no_host = Request::get("/v2/hubs").body(bytes::Bytes::new()).unwrap();
    assert_eq!(qiniu().string_to_sign(&no_host).unwrap_err().field(), "host");
    for (name, field) in [
        ("host", "Host header"),
        ("content-type", "Content-Type header"),
        ("x-qiniu-meta", "X-Qiniu-* header"),
    ] {
        let mut request = get();
        request.headers_mut().insert(name, HeaderValue::from_bytes(b"\xff").unwrap());
        assert_eq!(qiniu().string_to_sign(&request).unwrap_err().field(), field);
    }
}
