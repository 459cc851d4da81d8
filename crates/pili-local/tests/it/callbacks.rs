use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router, extract::Request, http::StatusCode};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use pili_core::auth::qiniu::CallbackVerifier;
use pili_live::callback::{Event, receive};
use pili_local::{Local, rtmp::Publisher};
use tokio::{net::TcpListener, sync::mpsc, time::timeout};

use crate::{
    media::go_live,
    support::{plain_url, serve, set_domain, signed_url as signed},
};

/// In place of a status: no answer.
const NEVER: u16 = 0;

/// A server of the owner of the domain: it answers with the given statuses, then with 200.
struct Owner {
    url: String,
    requests: mpsc::UnboundedReceiver<http::Request<Bytes>>,
}

impl Owner {
    async fn answering(statuses: impl IntoIterator<Item = u16>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let statuses = Arc::new(Mutex::new(statuses.into_iter().collect::<VecDeque<u16>>()));
        let (seen, requests) = mpsc::unbounded_channel();
        let answer = move |request: Request| async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            seen.send(http::Request::from_parts(head, body)).unwrap();
            let status = statuses.lock().unwrap().pop_front().unwrap_or(200);
            if status == NEVER {
                std::future::pending::<()>().await;
            }
            StatusCode::from_u16(status).unwrap()
        };
        tokio::spawn(async { axum::serve(listener, Router::new().fallback(answer)).await.unwrap() });
        Self { url, requests }
    }

    async fn request(&mut self) -> http::Request<Bytes> {
        timeout(Duration::from_secs(5), self.requests.recv()).await.expect("a callback comes").unwrap()
    }

    /// The next callback, verified.
    async fn event(&mut self, local: &Local) -> Event {
        receive(&self.request().await, &CallbackVerifier::new(local.credentials().clone())).unwrap()
    }

    fn is_quiet(&mut self) -> bool {
        self.requests.try_recv().is_err()
    }
}

const VARS: &str = r#"{"title":"$(title)","status":"$(status)","domain":"$(domain)","path":"$(path)",
    "remoteIP":"$(remoteIP)","timestamp":"$(timestamp)","startTime":"$(startTime)","endTime":"$(endTime)",
    "pushDurationMs":"$(pushDurationMs)","user":"$(_user)","label":"user-$(_user)"}"#;

async fn callback(local: &Local, settings: &str) {
    set_domain(local, "127.0.0.1", &format!(r#"{{"type":"publishRtmp",{settings}}}"#)).await;
}

#[tokio::test]
async fn a_publish_that_begins_is_told_in_each_form_signed_and_with_its_variables() {
    for (kind, method) in [("GET", "GET"), ("FORM", "POST"), ("JSON", "POST")] {
        let local = Local::demo();
        let server = serve(&local).await;
        let mut owner = Owner::answering([]).await;
        let url = format!("{}?at=$(path)", owner.url);
        let settings = format!(r#""connectCallback":{{"type":"{kind}","url":"{url}","vars":{VARS}}}"#);
        callback(&local, &settings).await;
        let plain = format!("{}?user=7", plain_url(&server, "evening"));
        let _publisher = Publisher::connect(&signed(&plain, local.credentials())).await.unwrap();
        let request = owner.request().await;
        assert_eq!(request.method(), method);
        assert!(request.uri().query().unwrap().starts_with("at=%2Fdemo%2Fevening"), "{}", request.uri());
        let event = receive(&request, &CallbackVerifier::new(local.credentials().clone())).unwrap();
        assert!(event.is_connected(), "{event:?}");
        assert_eq!(
            (event.title(), event.domain(), event.path()),
            (Some("evening"), Some("127.0.0.1"), Some("/demo/evening"))
        );
        assert_eq!(
            (event.remote_ip(), event.get("user"), event.get("label")),
            (Some("127.0.0.1"), Some("7"), Some("user-7"))
        );
        assert_eq!(event.timestamp(), event.start_time());
        assert_eq!(event.end_time(), None);
    }
}

#[tokio::test]
async fn a_callback_is_repeated_as_often_as_configured_until_it_is_accepted() {
    for (answers, retries, wanted) in [(vec![500, 200], 5, 2), (vec![500; 9], 2, 3), (vec![500], 0, 1)] {
        let local = Local::demo();
        let server = serve(&local).await;
        let mut owner = Owner::answering(answers.clone()).await;
        let settings = format!(
            r#""connectCallback":{{"type":"FORM","url":"{}","vars":{VARS},"retryTimes":{retries},"successCode":200}}"#,
            owner.url
        );
        callback(&local, &settings).await;
        go_live(&local, &server, "evening").await.finish().await.unwrap();
        for _ in 0..wanted {
            assert!(owner.event(&local).await.is_connected());
        }
        // Whatever is still to be sent is sent before the service has ended.
        server.shutdown().await;
        assert!(owner.is_quiet(), "{answers:?}, {retries} retries");
    }
}

#[tokio::test]
async fn an_owner_who_does_not_answer_in_time_is_asked_again() {
    let local = Local::demo();
    let server = serve(&local).await;
    let mut owner = Owner::answering([NEVER]).await;
    let settings = format!(
        r#""connectCallback":{{"type":"FORM","url":"{}","vars":{VARS},"timeout":1,"retryTimes":1}}"#,
        owner.url
    );
    callback(&local, &settings).await;
    let _publisher = go_live(&local, &server, "evening").await;
    for _ in 0..2 {
        assert!(owner.event(&local).await.is_connected());
    }
}

#[tokio::test]
async fn without_codes_any_answer_is_accepted_and_a_fail_code_is_not() {
    for (codes, wanted) in [("", 1), (r#","failCode":500"#, 2), (r#","failCode":404"#, 1)] {
        let local = Local::demo();
        let server = serve(&local).await;
        let mut owner = Owner::answering([500]).await;
        let settings = format!(
            r#""connectCallback":{{"type":"JSON","url":"{}","vars":{VARS},"retryTimes":3{codes}}}"#,
            owner.url
        );
        callback(&local, &settings).await;
        go_live(&local, &server, "evening").await.finish().await.unwrap();
        for _ in 0..wanted {
            owner.event(&local).await;
        }
        server.shutdown().await;
        assert!(owner.is_quiet(), "{codes}");
    }
}

#[tokio::test]
async fn the_end_is_told_after_the_delay_once_however_often_the_publisher_came_back() {
    let local = Local::demo();
    let server = serve(&local).await;
    let mut owner = Owner::answering([]).await;
    let settings = format!(
        r#""disconnectDelay":1,"disconnectCallback":{{"type":"FORM","url":"{}","vars":{VARS}}}"#,
        owner.url
    );
    callback(&local, &settings).await;
    go_live(&local, &server, "evening").await.finish().await.unwrap();
    go_live(&local, &server, "evening").await.finish().await.unwrap();
    assert!(owner.is_quiet(), "nothing is told before the delay is over");
    let event = owner.event(&local).await;
    assert!(event.is_disconnected() && event.push_duration().is_some(), "{event:?}");
    server.shutdown().await;
    assert!(owner.is_quiet());
}

#[tokio::test]
async fn the_end_of_the_service_is_the_end_of_its_publishes_and_is_told_at_once() {
    let local = Local::demo();
    let server = serve(&local).await;
    let mut owner = Owner::answering([]).await;
    let settings = format!(r#""disconnectCallback":{{"type":"GET","url":"{}","vars":{VARS}}}"#, owner.url);
    callback(&local, &settings).await;
    let _publisher = go_live(&local, &server, "evening").await;
    server.shutdown().await;
    assert!(owner.event(&local).await.is_disconnected());
}
