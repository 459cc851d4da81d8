use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{StatusCode, header::AUTHORIZATION};
use pili_core::{
    ApiError, Endpoint, Error, ErrorKind, Idempotency, Operation, Request, Response, Result, RetryPolicy,
    SignLayer, Signed, Unsigned,
    auth::{Clock, Credentials, StringToSign, qiniu::QiniuV2},
};
use tokio::time::Instant;
use tower::ServiceBuilder;

use crate::stage::{
    Client, Read, SECRET, Test, Write, answer, answer_with, builder, client, endpoint, play, signer,
};

/// Thu, 01 Jan 2026 00:00:00 GMT.
const NEW_YEAR: u64 = 1_767_225_600;

fn new_year() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(NEW_YEAR)
}

/// A clock that goes with tokio's.
fn running_clock() -> Clock {
    let start = Instant::now();
    Clock::new(move || new_year() + start.elapsed())
}

#[tokio::test(start_paused = true)]
async fn every_attempt_is_signed_afresh_with_its_own_time() {
    let (transport, seen) = play(|n| match n {
        3 => answer(200, ""),
        _ => answer_with(429, "", &[("retry-after", "2")]),
    });
    let client = builder().signer(signer().dated()).clock(running_clock()).transport(transport);
    client.send(Write("a")).await.unwrap();
    let requests = seen.requests();
    let dates: Vec<_> = requests.iter().map(|request| request.headers()["x-qiniu-date"].clone()).collect();
    assert_eq!(dates, ["20260101T000000Z", "20260101T000002Z", "20260101T000004Z"]);
    for request in &requests {
        signer().verify(request).unwrap();
        assert_eq!(request.headers().get_all(AUTHORIZATION).iter().count(), 1);
        assert_eq!(request.body(), &requests[0].body());
    }
    assert_ne!(requests[0].headers()[AUTHORIZATION], requests[1].headers()[AUTHORIZATION]);
}

#[tokio::test(start_paused = true)]
async fn a_header_added_by_a_layer_around_the_signature_is_signed() {
    let (transport, seen) = play(|n| answer(if n == 1 { 503 } else { 200 }, ""));
    let stack = ServiceBuilder::new()
        .map_request(|mut request: Request| {
            request.headers_mut().insert("x-qiniu-meta", "mine".parse().unwrap());
            request
        })
        .layer(RetryPolicy::default())
        .layer(SignLayer::new(signer()))
        .service(transport);
    Client::new(endpoint(), stack).send(Read).await.unwrap();
    let mut request = seen.requests().remove(0);
    signer().verify(&request).unwrap();
    request.headers_mut().remove("x-qiniu-meta");
    signer().verify(&request).unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_call_that_cannot_be_signed_is_not_sent() {
    for (access, secret, field) in [("", "s", "access key"), ("a", "", "secret key")] {
        let (transport, seen) = play(|_| answer(200, ""));
        let signer = QiniuV2::new(Credentials::new(access, secret));
        let error =
            Client::builder(endpoint()).signer(signer).transport(transport).send(Read).await.unwrap_err();
        assert_eq!((error.kind(), seen.count()), (ErrorKind::Sign, 0));
        assert!(!error.may_have_taken_effect());
        let text = format!("test.thing.read (GET /things/one): cannot sign: {field} must not be empty");
        assert_eq!(error.to_string(), text);
    }
}

#[tokio::test(start_paused = true)]
async fn the_signed_text_is_told_where_a_signature_is_refused_and_nowhere_else() {
    let (client, seen) = client(|n| answer(if n == 1 { 401 } else { 612 }, "bad token"));
    let refused = client.send(Read).await.unwrap_err();
    let text = refused.string_to_sign().unwrap().to_text().into_owned();
    assert_eq!(text, "GET /things/one?token=query-secret\nHost: pili.example.com\n\n");
    assert!(!text.contains(SECRET));
    assert_eq!(seen.count(), 1, "a refused signature is final");
    assert!(client.send(Read).await.unwrap_err().string_to_sign().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_told_with_the_refused_signature() {
    let cases = [
        ("Thu, 01 Jan 2026 00:16:00 GMT", Some("this machine's clock is 16 min behind the service's")),
        ("Wed, 31 Dec 2025 21:00:00 GMT", Some("this machine's clock is 3 h ahead of the service's")),
        ("Thu, 01 Jan 2026 00:01:01 GMT", Some("this machine's clock is 61 s behind the service's")),
        ("Thu, 01 Jan 2026 00:01:00 GMT", None),
        ("Wed, 31 Dec 2025 23:59:00 GMT", None),
        ("yesterday", None),
    ];
    for (date, said) in cases {
        let (transport, _) = play(move |_| answer_with(401, "bad token", &[("date", date)]));
        let client = builder().clock(Clock::fixed(new_year())).transport(transport);
        let text = client.send(Read).await.unwrap_err().to_string();
        assert_eq!(text.contains("clock"), said.is_some(), "{text}");
        assert!(text.contains(said.unwrap_or_default()), "{text}");
    }
}

#[test]
fn where_the_service_tells_what_it_expected_the_error_says_where_the_texts_part() {
    let text = |expected: &str| {
        let mut response = Response::default();
        let signed = Signed { text: StringToSign::new("GET /a\n"), at: new_year() };
        response.extensions_mut().insert(signed);
        let mut refusal = ApiError::new(StatusCode::FORBIDDEN, response.body());
        refusal.string_to_sign = Some(expected.to_owned());
        Error::api::<Test>(refusal, &response).to_string()
    };
    assert_eq!(
        text("GET /a\n"),
        "403 Forbidden; the text signed is the one expected, so the secret key is another one"
    );
    for expected in ["GET /b\n", "GET /"] {
        let part =
            "403 Forbidden; the text signed and the one expected part at byte 5: see Error::string_to_sign";
        assert_eq!(text(expected), part);
    }
}

#[tokio::test(start_paused = true)]
async fn a_right_signature_on_an_old_clock_is_not_mentioned_when_another_thing_is_wrong() {
    let (transport, _) = play(|_| answer_with(612, "no such", &[("date", "Thu, 01 Jan 2026 00:16:00 GMT")]));
    let client = builder().clock(Clock::fixed(new_year())).transport(transport);
    assert!(!client.send(Read).await.unwrap_err().to_string().contains("clock"));
}

/// A read that brings its own authorisation.
struct Brought;

impl Operation for Brought {
    type Output = ();
    type Api = <Read as Operation>::Api;
    const NAME: &'static str = "test.thing.brought";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        endpoint.url().path(["things"]).query("token", "query-secret").get().map(Unsigned::mark)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_brings_its_own_authorisation_is_not_signed_and_its_refusal_tells_nothing_of_it() {
    let (client, seen) = client(|_| answer(401, "no"));
    let error = client.send(Brought).await.unwrap_err();
    assert!(!seen.requests()[0].headers().contains_key(AUTHORIZATION));
    assert_eq!(error.string_to_sign(), None);
    assert!(!format!("{error} {error:?}").contains("query-secret"), "{error}");
}
