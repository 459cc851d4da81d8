//! What the tests share: two operations, a vendor, and a transport that plays a script.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use pili_core::{
    Api, ApiError, BoxError, ClientBuilder, Endpoint, Error, Idempotency, Operation, Request, Response,
    Result, Transport, Vendor,
    auth::{Credentials, qiniu::QiniuV2},
};
use tokio::time::Instant;

pub(crate) const SECRET: &str = "hush-secret-key";

pub(crate) enum Test {}

pub(crate) type Client<S = pili_core::BoxTransport> = pili_core::Client<Test, S>;

impl Api for Test {
    type Vendor = Self;
    const NAME: &'static str = "test";
    const ENDPOINT: Endpoint = Endpoint::from_static("https://pili.example.com");
}

impl Vendor for Test {
    fn is_answer(response: &Response) -> bool {
        !response.body().starts_with(b"<html>")
    }

    fn request_id(headers: &HeaderMap) -> Option<&str> {
        headers.get("x-reqid")?.to_str().ok()
    }

    fn is_passing(status: StatusCode, idempotency: Idempotency) -> bool {
        match status.as_u16() {
            429 | 500 | 502..=504 | 573 => true,
            408 | 425 => idempotency == Idempotency::Idempotent,
            _ => false,
        }
    }

    fn is_refusal(status: StatusCode) -> bool {
        matches!(status.as_u16(), 573 | 600..=699) || status.is_client_error()
    }

    fn error(response: &Response) -> ApiError {
        let mut error = ApiError::new(response.status(), response.body());
        let text = String::from_utf8_lossy(response.body()).into_owned();
        error.message = Some(text).filter(|text| !text.is_empty());
        error
    }
}

/// `GET /things/one?token=…`, idempotent.
#[derive(Debug)]
pub(crate) struct Read;

impl Operation for Read {
    type Output = String;
    type Api = Test;
    const NAME: &'static str = "test.thing.read";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        endpoint.url().path(["things", "one"]).query("token", "query-secret").get()
    }

    fn decode(&self, response: &Response) -> Result<String> {
        text(response)
    }

    fn recover(&self, error: &ApiError) -> Option<String> {
        (error.status.as_u16() == 619).then(|| "not live".into())
    }
}

/// `POST /things`, not idempotent; a name must not be empty.
#[derive(Debug)]
pub(crate) struct Write(pub(crate) &'static str);

impl Operation for Write {
    type Output = String;
    type Api = Test;
    const NAME: &'static str = "test.thing.write";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.0.is_empty() {
            return Err(Error::invalid("name", "must not be empty"));
        }
        endpoint.url().path(["things"]).post_json(&self.0)
    }

    fn decode(&self, response: &Response) -> Result<String> {
        text(response)
    }
}

fn text(response: &Response) -> Result<String> {
    let text = std::str::from_utf8(response.body());
    text.map(str::to_owned).map_err(|_| Error::decode("the body is no text"))
}

/// What the transport does with an attempt.
pub(crate) enum Step {
    Answer(Response),
    Fail(BoxError),
    Hang,
}

pub(crate) fn answer(status: u16, body: &'static str) -> Step {
    answer_with(status, body, &[])
}

pub(crate) fn answer_with(status: u16, body: &'static str, headers: &[(&'static str, &str)]) -> Step {
    let mut response = Response::new(Bytes::from_static(body.as_bytes()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    for (name, value) in headers {
        response.headers_mut().append(*name, value.parse().unwrap());
    }
    Step::Answer(response)
}

pub(crate) fn refused() -> Step {
    Step::Fail(Error::connect("nobody listens").into())
}

pub(crate) fn cut() -> Step {
    Step::Fail(Error::transport("the body was cut short").into())
}

/// The attempts a transport saw, each with its time.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<Vec<(Request, Instant)>>>);

impl Seen {
    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.0.lock().unwrap().iter().map(|(request, _)| request.clone()).collect()
    }

    /// Seconds between one attempt and the next.
    pub(crate) fn gaps(&self) -> Vec<f64> {
        let seen = self.0.lock().unwrap();
        seen.windows(2).map(|pair| (pair[1].1 - pair[0].1).as_secs_f64()).collect()
    }
}

/// A transport that does what `script` says for the first attempt, the second and so on.
pub(crate) fn play(script: impl Fn(usize) -> Step + Clone + Send + Sync + 'static) -> (impl Transport, Seen) {
    let seen = Seen::default();
    let log = seen.clone();
    let transport = tower::service_fn(move |request: Request| {
        let step = {
            let mut log = log.0.lock().unwrap();
            log.push((request, Instant::now()));
            script(log.len())
        };
        async move {
            match step {
                Step::Answer(response) => Ok(response),
                Step::Fail(error) => Err(error),
                Step::Hang => std::future::pending().await,
            }
        }
    });
    (transport, seen)
}

pub(crate) fn endpoint() -> Endpoint {
    Endpoint::parse("https://pili.example.com").unwrap()
}

pub(crate) fn signer() -> QiniuV2 {
    QiniuV2::new(Credentials::new("access", SECRET))
}

pub(crate) fn builder() -> ClientBuilder<Test> {
    Client::builder(endpoint()).signer(signer())
}

/// A standard client over a script.
pub(crate) fn client(script: impl Fn(usize) -> Step + Clone + Send + Sync + 'static) -> (Client, Seen) {
    let (transport, seen) = play(script);
    (builder().transport(transport), seen)
}
