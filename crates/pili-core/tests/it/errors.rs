use std::error::Error as _;

use http::StatusCode;
use pili_core::{ApiError, Error, ErrorKind, Request, Response, decode_json};

use crate::stage::{Read, SECRET, Step, Write, answer, answer_with, builder, client, cut, refused};

#[tokio::test(start_paused = true)]
async fn every_kind_says_itself_in_one_line() {
    let invalid = client(|_| answer(200, "")).0.send(Write("")).await.unwrap_err();
    assert_eq!((invalid.kind(), invalid.field()), (ErrorKind::Invalid, Some("name")));
    assert_eq!((invalid.attempts(), Error::decode("no call").attempts()), (0, 0));
    assert_eq!(invalid.to_string(), "test.thing.write: name must not be empty");

    let connect = client(|_| refused()).0.send(Write("a")).await.unwrap_err();
    assert_eq!(connect.kind(), ErrorKind::Connect);
    assert_eq!(
        connect.to_string(),
        "test.thing.write (POST https://pili.example.com/things), 3 attempts: could not connect: nobody listens"
    );

    let transport = client(|_| cut()).0.send(Write("a")).await.unwrap_err();
    assert_eq!(transport.kind(), ErrorKind::Transport);
    assert_eq!(
        transport.to_string(),
        "test.thing.write (POST https://pili.example.com/things): the exchange broke: the body was cut short; \
         the call may have taken effect: look before you repeat it"
    );

    let api = client(|_| answer_with(612, "no such thing", &[("x-reqid", "R1"), ("x-reqid", "R2")])).0;
    let api = api.send(Read).await.unwrap_err();
    assert_eq!(api.kind(), ErrorKind::Api);
    assert_eq!((api.status().unwrap().as_u16(), api.request_id()), (612, Some("R1")));
    assert_eq!(api.to_string(), "test.thing.read (GET /things/one): 612 no such thing; request id R1");

    let decode = client(|_| answer_with(200, "[1", &[("x-reqid", "R3")])).0.send(Json).await.unwrap_err();
    assert_eq!((decode.kind(), decode.request_id()), (ErrorKind::Decode, Some("R3")));
    assert_eq!(
        decode.to_string(),
        "test.thing.json (GET https://pili.example.com/): the body is not the documented JSON: EOF while parsing a list at line 1 \
         column 2; request id R3; the call may have taken effect, and repeating it is safe"
    );

    let middleware = Error::from_service("full\nhouse".into());
    assert_eq!(middleware.kind(), ErrorKind::Middleware);
    assert_eq!(middleware.to_string(), "a layer failed: full house");
}

#[tokio::test(start_paused = true)]
async fn words_of_the_service_cannot_start_a_line_of_their_own() {
    let error = client(|_| answer(400, "bad\r\nERROR forged \u{1b}[31mline\n")).0;
    let text = error.send(Read).await.unwrap_err().to_string();
    assert!(!text.contains(char::is_control), "{text:?}");
    assert!(text.contains("ERROR forged"), "{text:?}");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_without_words_has_those_of_the_status() {
    let text = |status| async move {
        client(move |_| answer(status, "")).0.send(Read).await.unwrap_err().to_string()
    };
    assert_eq!(text(404).await, "test.thing.read (GET /things/one): 404 Not Found");
    assert_eq!(text(614).await, "test.thing.read (GET /things/one): 614 without a message");
}

#[tokio::test(start_paused = true)]
async fn causes_can_be_walked_and_kinds_asked() {
    let error = client(|_| Step::Fail(Error::transport(std::io::Error::other("wire on fire")).into()));
    let error = error.0.send(Write("a")).await.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "wire on fire");
    assert!(error.source().unwrap().is::<std::io::Error>());
    assert_eq!(error.operation(), Some("test.thing.write"));
    assert_eq!(format!("{error:?}"), format!("Transport: {error}"));
}

#[tokio::test(start_paused = true)]
async fn no_error_or_debug_text_holds_a_secret() {
    let (client, seen) = client(|n| match n % 4 {
        0 => answer(401, "bad token"),
        1 => answer(500, "oops"),
        2 => refused(),
        _ => cut(),
    });
    let mut texts = vec![format!("{client:?} {:?}", builder())];
    for _ in 0..8 {
        let Err(error) = client.send(Read).await else { continue };
        texts.push(format!("{error} {error:?} {:?} {:?}", error.api_error(), error.string_to_sign()));
    }
    texts.extend(seen.requests().iter().map(|request| format!("{:?}", request.headers())));
    assert!(texts.len() > 5);
    for text in texts {
        for secret in [SECRET, "query-secret", "Qiniu access:"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

pub(crate) struct Json;

impl pili_core::Operation for Json {
    type Output = Vec<u8>;
    type Api = crate::stage::Test;
    const NAME: &'static str = "test.thing.json";
    const IDEMPOTENCY: pili_core::Idempotency = pili_core::Idempotency::Idempotent;

    fn encode(&self, endpoint: &pili_core::Endpoint) -> pili_core::Result<Request> {
        endpoint.url().get()
    }

    fn decode(&self, response: &Response) -> pili_core::Result<Vec<u8>> {
        decode_json(response)
    }
}

#[test]
fn four_kibibytes_of_the_body_of_a_refusal_are_kept() {
    let kept = |length| ApiError::new(StatusCode::BAD_REQUEST, &vec![b' '; length].into()).body.len();
    assert_eq!([4095, 4096, 4097].map(kept), [4095, 4096, 4096]);
}
