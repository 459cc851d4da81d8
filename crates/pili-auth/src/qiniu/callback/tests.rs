use std::time::UNIX_EPOCH;

use http::{Method, header::AUTHORIZATION};

use super::*;
use crate::Signer;

fn keys() -> Credentials {
    Credentials::new("ak", "sk")
}

fn verifier() -> CallbackVerifier {
    CallbackVerifier::new(keys())
}

fn signed(signer: &dyn Signer) -> Request<Bytes> {
    let mut request =
        Request::get("https://hooks.example.com/live?status=connected").body(Bytes::new()).unwrap();
    signer.sign(&mut request, UNIX_EPOCH).unwrap();
    request
}

fn posted(content_type: &str, body: &'static str) -> Request<Bytes> {
    let request =
        Request::post("https://hooks.example.com/live?token=hush").header("content-type", content_type);
    let mut request = request.header("host", "hooks.example.com").body(Bytes::from(body)).unwrap();
    QiniuV2::new(keys()).sign(&mut request, UNIX_EPOCH).unwrap();
    request
}

const FORM_BODY: &str = "path=%2Fhub%2Fs&sourceURL=rtmp%3A%2F%2Fa%3Ftoken%3Dhush&title=a+b~";

fn form() -> Request<Bytes> {
    posted("application/x-www-form-urlencoded", FORM_BODY)
}

fn set(request: &mut Request<Bytes>, name: &'static str, value: &str) {
    request.headers_mut().insert(name, HeaderValue::from_str(value).unwrap());
}

fn error(request: &Request<Bytes>) -> VerifyError {
    verifier().verify(request).unwrap_err().error().clone()
}

fn mistake(request: &Request<Bytes>) -> Option<CallbackMistake> {
    verifier().verify(request).unwrap_err().mistake().cloned()
}

fn rewritten(signed: Option<&str>, checked: &str) -> Option<CallbackMistake> {
    Some(CallbackMistake::HostRewritten { signed: signed.map(str::to_owned), checked: checked.to_owned() })
}

#[test]
fn a_get_is_accepted_signed_with_and_without_the_form_type() {
    let mut as_form = signed(&QiniuV2::new(keys()).form_by_default());
    as_form.headers_mut().remove(CONTENT_TYPE);
    assert_eq!(verifier().verify(&as_form), Ok(()));
    assert_eq!(verifier().verify(&signed(&QiniuV2::new(keys()))), Ok(()));
}

#[test]
fn another_path_or_key_or_secret_is_refused_by_name() {
    let mut request = signed(&QiniuV2::new(keys()));
    let verdict =
        |secret, key| CallbackVerifier::new(Credentials::new(key, secret)).verify(&request).unwrap_err();
    assert_eq!(verdict("other", "ak").error(), &VerifyError::Mismatch);
    assert_eq!(verdict("sk", "other").error(), &VerifyError::UnknownAccessKey("ak".into()));
    *request.uri_mut() = "https://hooks.example.com/live2?status=connected".parse().unwrap();
    assert_eq!(error(&request), VerifyError::Mismatch);
}

#[test]
fn a_signature_without_its_padding_is_accepted() {
    let mut request = signed(&QiniuV2::new(keys()));
    let value = request.headers()[AUTHORIZATION].to_str().unwrap().trim_end_matches('=').to_owned();
    set(&mut request, "authorization", &value);
    assert_eq!(verifier().verify(&request), Ok(()));
}

#[test]
fn the_older_credential_is_refused_by_name_unless_it_is_asked_for() {
    let mut request = signed(&QBox::new(keys()));
    assert_eq!(error(&request), VerifyError::Scheme("QBox".into()));
    assert_eq!(mistake(&request), Some(CallbackMistake::QBox));
    assert_eq!(verifier().accept_qbox().verify(&request), Ok(()));
    *request.uri_mut() = "https://hooks.example.com/other".parse().unwrap();
    assert_eq!(mistake(&request), None, "a forged one is no mistake");
    let refusal = verifier().accept_qbox().verify(&request).unwrap_err();
    assert_eq!(refusal.string_to_sign().unwrap().to_text(), "/other\n");
}

#[test]
fn a_refused_callback_carries_its_string_to_sign() {
    let mut request = form();
    set(&mut request, "authorization", "Qiniu ak:forged");
    let text = |request: &Request<Bytes>| {
        let refusal = verifier().verify(request).unwrap_err();
        refusal.string_to_sign().unwrap().to_text().into_owned()
    };
    let head =
        "POST /live?token=hush\nHost: hooks.example.com\nContent-Type: application/x-www-form-urlencoded\n\n";
    assert_eq!(text(&request), format!("{head}{FORM_BODY}"));
    request.headers_mut().remove("authorization");
    assert_eq!(text(&request), format!("{head}{FORM_BODY}"), "whatever it is refused for");
}

#[test]
fn a_host_that_a_gateway_rewrote_is_named_and_the_public_one_mends_it() {
    for (header, value) in [
        ("x-forwarded-host", "hooks.example.com"),
        ("x-forwarded-host", "hooks.example.com, inner.example.com"),
        ("x-original-host", "hooks.example.com"),
        ("forwarded", "for=192.0.2.7;proto=https;host=\"hooks.example.com\""),
    ] {
        let mut request = form();
        set(&mut request, "host", "10.0.0.7:8080");
        set(&mut request, header, value);
        *request.uri_mut() = "/live?token=hush".parse().unwrap();
        assert_eq!(
            mistake(&request),
            rewritten(Some("hooks.example.com"), "10.0.0.7:8080"),
            "{header}: {value}"
        );
        assert_eq!(verifier().public_host("hooks.example.com").verify(&request), Ok(()));
    }
}

#[test]
fn a_public_host_takes_the_place_of_every_other_and_a_wrong_one_is_told() {
    let verifier = verifier().public_host("hooks.example.org");
    let refusal = verifier.verify(&form()).unwrap_err();
    assert_eq!(refusal.mistake().cloned(), rewritten(Some("hooks.example.com"), "hooks.example.org"));
    let text = refusal.string_to_sign().unwrap().to_text().into_owned();
    assert!(text.contains("\nHost: hooks.example.org\n"), "{text}");
    let unusable = CallbackVerifier::new(keys()).public_host("a\nb").verify(&form()).unwrap_err();
    assert!(unusable.to_string().contains("public host"), "{unusable}");
}

#[test]
fn a_gateway_that_leaves_no_host_behind_is_guessed_from_its_traces() {
    for host in ["127.0.0.1:8080", "[::1]:8080", "[::ffff:10.0.0.7]", "localhost", "backend:3000"] {
        let mut request = form();
        *request.uri_mut() = "/live?token=hush".parse().unwrap();
        set(&mut request, "host", host);
        assert_eq!(mistake(&request), rewritten(None, host));
    }
    let mut request = form();
    *request.uri_mut() = "/live?token=hush".parse().unwrap();
    set(&mut request, "host", "inner.example.com");
    assert_eq!(mistake(&request), None);
    set(&mut request, "x-forwarded-for", "192.0.2.7");
    assert_eq!(mistake(&request), rewritten(None, "inner.example.com"));
    let named = verifier().public_host("other.example.com").verify(&request).unwrap_err();
    assert_eq!(named.mistake(), None, "a host that was named is not guessed at");
}

#[test]
fn one_header_of_a_gateway_is_trace_enough() {
    for (header, value) in [
        ("forwarded", "for=192.0.2.7"),
        ("via", "1.1 gateway"),
        ("x-real-ip", "192.0.2.7"),
        ("x-original-host", "another.example.com"),
        ("x-forwarded-proto", "https"),
        ("x-envoy-attempt-count", "1"),
    ] {
        let mut request = form();
        *request.uri_mut() = "/live?token=hush".parse().unwrap();
        set(&mut request, "host", "inner.example.com");
        set(&mut request, header, value);
        assert_eq!(mistake(&request), rewritten(None, "inner.example.com"), "{header}");
    }
}

#[test]
fn a_path_that_was_rewritten_is_named_without_its_query() {
    for (header, value, path) in [
        ("x-original-uri", "/live?token=hush", "/?token=hush"),
        ("x-forwarded-prefix", "/live", "/?token=hush"),
        ("x-noted", "nothing", "/live/?token=hush"),
    ] {
        let mut request = form();
        set(&mut request, header, value);
        *request.uri_mut() = path.parse().unwrap();
        let told = mistake(&request);
        assert_eq!(told, Some(CallbackMistake::TargetRewritten { signed: "/live".into() }), "{header}");
    }
}

#[test]
fn a_body_that_was_written_anew_or_read_before_is_told() {
    let mut request = form();
    *request.body_mut() = "title=a%20b%7E&path=/hub/s&sourceURL=rtmp://a?token=hush".into();
    assert_eq!(mistake(&request), Some(CallbackMistake::BodyRewritten));
    let mut request = posted("application/json", r#"{"title":"a","status":"connected"}"#);
    *request.body_mut() = "{\"title\": \"a\", \"status\": \"connected\"}".into();
    assert_eq!(mistake(&request), Some(CallbackMistake::BodyRewritten));
    let mut lost = form();
    set(&mut lost, "content-length", &FORM_BODY.len().to_string());
    *lost.body_mut() = Bytes::new();
    assert_eq!(mistake(&lost), Some(CallbackMistake::BodyRewritten));
}

#[test]
fn a_content_type_that_was_changed_is_named() {
    let told = |sent: &str, received: &str| {
        let mut request = posted(sent, "{}");
        set(&mut request, "content-type", received);
        mistake(&request)
    };
    let signed = |signed: &str| Some(CallbackMistake::ContentTypeRewritten { signed: signed.to_owned() });
    assert_eq!(told("application/json", "application/json; charset=utf-8"), signed("application/json"));
    assert_eq!(told("application/json", "text/plain"), signed("application/json"));
    let mut get = signed_get_with_a_type_added();
    assert_eq!(mistake(&get), signed(""));
    *get.method_mut() = Method::PUT;
    assert_eq!(mistake(&get), None);
}

fn signed_get_with_a_type_added() -> Request<Bytes> {
    let mut request = signed(&QiniuV2::new(keys()));
    set(&mut request, "content-type", "text/plain");
    request
}

#[test]
fn of_two_changes_the_host_is_told_first() {
    let mut request = form();
    *request.uri_mut() = "/?token=hush".parse().unwrap();
    set(&mut request, "host", "backend");
    set(&mut request, "x-forwarded-host", "hooks.example.com");
    set(&mut request, "x-original-uri", "/live?token=hush");
    assert_eq!(mistake(&request), rewritten(Some("hooks.example.com"), "backend"));
    let next = verifier().public_host("hooks.example.com").verify(&request).unwrap_err();
    assert_eq!(next.mistake(), Some(&CallbackMistake::TargetRewritten { signed: "/live".into() }));
}

#[test]
fn a_refusal_shows_the_head_of_the_text_and_neither_key_nor_query_nor_body() {
    let mut request = form();
    let refusal = CallbackVerifier::new(Credentials::new("ak", "other-secret")).verify(&request).unwrap_err();
    let shown = refusal.to_string();
    assert!(shown.contains(r"begins `POST /live?…\nHost: hooks.example.com\nContent-Type: "), "{shown}");
    assert!(shown.contains("public_host") && shown.contains("the key is another one"), "{shown}");
    request.headers_mut().remove("host");
    *request.uri_mut() = "http://user:hush@backend/live?token=hush".parse().unwrap();
    for shown in [
        shown,
        verifier().verify(&request).unwrap_err().to_string(),
        format!("{refusal:?}"),
        format!("{:?}", verifier().verify(&request).unwrap_err()),
    ] {
        assert!(!shown.contains("hush") && !shown.contains("secret"), "{shown}");
    }
}

#[test]
fn a_body_larger_than_any_callbacks_is_refused_without_an_explanation() {
    let mut request = form();
    *request.body_mut() = vec![b'a'; (16 << 10) + 1].into();
    set(&mut request, "host", "backend");
    let refusal = verifier().verify(&request).unwrap_err();
    assert_eq!((refusal.error(), refusal.mistake()), (&VerifyError::Mismatch, None));
}

#[test]
fn a_body_of_16_kib_is_explained_and_no_larger_one() {
    let explained = |length: usize| {
        let body: &'static str = format!("a={}", "b".repeat(length - 2)).leak();
        let mut request = posted("application/x-www-form-urlencoded", body);
        set(&mut request, "content-type", "text/plain");
        mistake(&request).is_some()
    };
    assert_eq!([16 << 10, (16 << 10) + 1].map(explained), [true, false]);
}

#[test]
fn eight_hosts_that_gateways_tell_are_tried() {
    let nth = |place: usize| {
        let mut request = form();
        let hosts: Vec<_> =
            (1..=9)
                .map(|host| {
                    if host == place {
                        "hooks.example.com".to_owned()
                    } else {
                        format!("h{host}.example.com")
                    }
                })
                .collect();
        set(&mut request, "host", "rewritten.example.com");
        *request.uri_mut() = "/live?token=hush".parse().unwrap();
        set(&mut request, "x-forwarded-host", &hosts.join(","));
        mistake(&request)
    };
    let found = rewritten(Some("hooks.example.com"), "rewritten.example.com");
    assert_eq!([nth(1), nth(8)], [found.clone(), found.clone()]);
    assert_ne!(nth(9), found);
}

#[test]
fn each_mistake_says_what_the_signature_covers_and_what_mends_it() {
    let signed = || "a".to_owned();
    for (mistake, said) in [
        (
            rewritten(Some("a"), "b").unwrap(),
            ["it covers the host `a`, but `b` was checked", "`public_host`"],
        ),
        (rewritten(None, "b").unwrap(), ["the host `b` was checked", "`public_host`"]),
        (CallbackMistake::TargetRewritten { signed: signed() }, ["covers the path `a`", "as it was before"]),
        (CallbackMistake::BodyRewritten, ["the body is not the one that was sent", "as they arrived"]),
        (CallbackMistake::ContentTypeRewritten { signed: signed() }, ["the content type `a`", "changed it"]),
        (CallbackMistake::ContentTypeRewritten { signed: String::new() }, ["no content type", "added one"]),
        (CallbackMistake::QBox, ["signed with `QBox`", "`accept_qbox`"]),
    ] {
        let text = mistake.to_string();
        assert!(said.iter().all(|part| text.contains(part)), "{text}");
    }
}

#[test]
fn a_refusal_leads_to_which_part_is_wrong() {
    let refusal = verifier().public_host("other.example.com").verify(&form()).unwrap_err();
    let source = std::error::Error::source(&refusal).unwrap();
    assert_eq!(source.downcast_ref(), Some(&VerifyError::Mismatch));
}
