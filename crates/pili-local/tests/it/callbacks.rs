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
use pili_local::{DEMO_HUB, DomainCallback, Local, LocalDomain, rtmp::Publisher};
use tokio::{net::TcpListener, sync::mpsc, time::timeout};

use crate::{
    media::go_live,
    support::{plain_url, serve, signed_url as signed},
};

/// In place of a status: no answer.
const NEVER: u16 = 0;

/// A server of the owner of the domain or the project: it answers with the given statuses, then with 200.
pub(crate) struct Owner {
    pub(crate) url: String,
    requests: mpsc::UnboundedReceiver<http::Request<Bytes>>,
}

impl Owner {
    pub(crate) async fn answering(statuses: impl IntoIterator<Item = u16>) -> Self {
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

    pub(crate) async fn request(&mut self) -> http::Request<Bytes> {
        timeout(Duration::from_secs(5), self.requests.recv()).await.expect("a callback comes").unwrap()
    }

    /// The next callback, verified.
    pub(crate) async fn event(&mut self, local: &Local) -> Event {
        receive(&self.request().await, &CallbackVerifier::new(local.credentials().clone())).unwrap()
    }

    pub(crate) fn is_quiet(&mut self) -> bool {
        self.requests.try_recv().is_err()
    }
}

const VARS: [(&str, &str); 11] = [
    ("title", "$(title)"),
    ("status", "$(status)"),
    ("domain", "$(domain)"),
    ("path", "$(path)"),
    ("remoteIP", "$(remoteIP)"),
    ("timestamp", "$(timestamp)"),
    ("startTime", "$(startTime)"),
    ("endTime", "$(endTime)"),
    ("pushDurationMs", "$(pushDurationMs)"),
    ("user", "$(_user)"),
    ("label", "user-$(_user)"),
];

/// With all its variables.
fn telling(callback: DomainCallback) -> DomainCallback {
    VARS.into_iter().fold(callback, |callback, (name, template)| callback.var(name, template))
}

fn domain(local: &Local) -> LocalDomain {
    local.domain(DEMO_HUB, "127.0.0.1")
}

#[tokio::test]
async fn a_publish_that_begins_is_told_in_each_form_signed_and_with_its_variables() {
    type Form = fn(String) -> DomainCallback;
    let forms: [(Form, _); 3] =
        [(DomainCallback::get, "GET"), (DomainCallback::form, "POST"), (DomainCallback::json, "POST")];
    for (callback, method) in forms {
        let local = Local::demo();
        let server = serve(&local).await;
        let mut owner = Owner::answering([]).await;
        let url = format!("{}?at=$(path)", owner.url);
        domain(&local).on_connect(telling(callback(url))).bind().unwrap();
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
        let callback = DomainCallback::form(&owner.url).repeat(retries, Duration::ZERO).accepted_by(200);
        domain(&local).on_connect(telling(callback)).bind().unwrap();
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
    let callback = DomainCallback::form(&owner.url).timeout(Duration::from_secs(1)).repeat(1, Duration::ZERO);
    domain(&local).on_connect(telling(callback)).bind().unwrap();
    let _publisher = go_live(&local, &server, "evening").await;
    for _ in 0..2 {
        assert!(owner.event(&local).await.is_connected());
    }
}

#[tokio::test]
async fn without_codes_any_answer_is_accepted_and_a_fail_code_is_not() {
    for (code, wanted) in [(0, 1), (500, 2), (404, 1)] {
        let local = Local::demo();
        let server = serve(&local).await;
        let mut owner = Owner::answering([500]).await;
        let callback = DomainCallback::json(&owner.url).repeat(3, Duration::ZERO).refused_by(code);
        domain(&local).on_connect(telling(callback)).bind().unwrap();
        go_live(&local, &server, "evening").await.finish().await.unwrap();
        for _ in 0..wanted {
            owner.event(&local).await;
        }
        server.shutdown().await;
        assert!(owner.is_quiet(), "{code}");
    }
}

#[tokio::test]
async fn the_end_is_told_after_the_delay_once_however_often_the_publisher_came_back() {
    let local = Local::demo();
    let server = serve(&local).await;
    let mut owner = Owner::answering([]).await;
    let callback = telling(DomainCallback::form(&owner.url));
    domain(&local).on_disconnect(callback).disconnect_delay(Duration::from_secs(1)).bind().unwrap();
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
    domain(&local).on_disconnect(telling(DomainCallback::get(&owner.url))).bind().unwrap();
    let _publisher = go_live(&local, &server, "evening").await;
    server.shutdown().await;
    assert!(owner.event(&local).await.is_disconnected());
}
