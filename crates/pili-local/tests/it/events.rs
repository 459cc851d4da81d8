//! What happens, as a test and a console hear of it.

use std::time::Duration;

use http_body_util::BodyExt as _;
use pili_core::auth::Credentials;
use pili_local::{
    Cause, DEMO_ACCESS_KEY, DEMO_HUB, DomainCallback, Event, EventKind, Listen, Local, rtmp::Publisher,
};
use serde_json::Value;
use tokio::time::timeout;
use tower::ServiceExt as _;

use crate::{
    callbacks::Owner,
    media::go_live,
    support::{hub, in_process, plain_url, publish_url, raw, serve, signed_url},
};

const EVENING: &str = "demo/evening";

/// The first that is so; a test that waits in vain fails.
async fn seen(local: &Local, matches: impl FnMut(&Event) -> bool) -> Event {
    timeout(Duration::from_secs(20), local.until(matches)).await.expect("it happens")
}

async fn happened(local: &Local, kind: EventKind) -> Event {
    seen(local, |event| event.is(kind, EVENING)).await
}

#[tokio::test]
async fn a_publish_is_told_from_its_beginning_to_its_end() {
    let local = Local::demo();
    let server = serve(&local).await;
    let publisher = go_live(&local, &server, "evening").await;
    let began = happened(&local, EventKind::PublishBegan).await;
    let peer = began.peer.unwrap();
    assert_eq!((peer.protocol, peer.lasted), ("rtmp", None));
    publisher.finish().await.unwrap();
    let ended = happened(&local, EventKind::PublishEnded).await;
    assert!(ended.id > began.id && ended.reason.is_none() && ended.peer.unwrap().lasted.is_some());
    happened(&local, EventKind::Segment).await;
}

#[tokio::test]
async fn a_publish_that_is_cut_ends_with_the_reason() {
    let local = Local::demo();
    let server = serve(&local).await;
    let _publisher = go_live(&local, &server, "evening").await;
    in_process(&local).send(hub().stream("evening").disable()).await.unwrap();
    let ended = happened(&local, EventKind::PublishEnded).await;
    assert!(ended.reason.unwrap().contains("disabled"));
}

#[tokio::test]
async fn a_refused_publish_is_told_with_both_texts_and_where_they_part() {
    let local = Local::demo();
    let server = serve(&local).await;
    let right = publish_url(&server, "evening", local.credentials());
    in_process(&local).send(hub().stream("morning").create()).await.unwrap();
    // Signed for another stream.
    let elsewhere = publish_url(&server, "morning", local.credentials()).replace("morning", "evening");
    let token = elsewhere.rsplit(':').next().unwrap().to_owned();
    Publisher::connect(&elsewhere).await.unwrap_err();
    let refused = happened(&local, EventKind::PublishRefused).await;
    let signature = refused.signature.clone().unwrap();
    assert_eq!(refused.cause, Some(Cause::Signature));
    assert!(signature.string_to_sign.unwrap().starts_with("/demo/evening?e="));
    assert!(signature.string_signed.unwrap().starts_with("/demo/morning?e="));
    assert_eq!((signature.part_at, signature.access_key.as_deref()), (Some(6), Some(DEMO_ACCESS_KEY)));
    assert!(!serde_json::to_string(&refused).unwrap().contains(&token), "a token is told to nobody");

    let mut events = local.events().from_now();
    let mut next = async || events.until(|event| event.kind == EventKind::PublishRefused).await;
    let expired = right.replace("?e=", "?e=1");
    for (url, cause) in [
        (plain_url(&server, "evening"), Cause::Malformed),
        (publish_url(&server, "evening", &Credentials::new("stranger", "x")), Cause::UnknownKey),
        (publish_url(&server, "evening", &Credentials::new(DEMO_ACCESS_KEY, "guessed")), Cause::Signature),
        (plain_url(&server, "evening") + "?expire=1&token=x", Cause::Rule),
        (expired, Cause::Signature),
        (right.replace("/demo/", "/nosuch/"), Cause::Other),
    ] {
        Publisher::connect(&url).await.unwrap_err();
        assert_eq!(next().await.cause, Some(cause), "{url}");
    }
    let _first = Publisher::connect(&right).await.unwrap();
    Publisher::connect(&right).await.unwrap_err();
    assert_eq!(next().await.cause, Some(Cause::AlreadyPublishing));
}

#[tokio::test]
async fn a_url_that_is_too_old_is_told_with_the_time_it_names() {
    let local = Local::demo();
    let server = serve(&local).await;
    let url = publish_url(&server, "evening", local.credentials());
    local.clock().advance(Duration::from_secs(7200));
    Publisher::connect(&url).await.unwrap_err();
    let refused = happened(&local, EventKind::PublishRefused).await;
    let named = refused.signature.unwrap().signed_time.unwrap();
    assert_eq!(refused.cause, Some(Cause::Time));
    let behind = refused.time.duration_since(named).unwrap();
    assert!((3500..3700).contains(&behind.as_secs()), "{behind:?}");
}

#[tokio::test]
async fn plays_are_told_however_they_come() {
    let local = Local::demo();
    let server = serve(&local).await;
    let get = |path: &str| http::Request::get(path).header("host", "h").body(Vec::new().into()).unwrap();
    assert_eq!(raw(&local, get("/demo/evening.flv")).await.status(), 612);
    assert_eq!(happened(&local, EventKind::PlayRefused).await.peer.unwrap().protocol, "flv");

    let publisher = go_live(&local, &server, "evening").await;
    let answer = local.router().oneshot(get("/demo/evening.flv").map(axum::body::Body::from)).await.unwrap();
    let mut body = answer.into_body();
    body.frame().await.unwrap().unwrap();
    assert_eq!(happened(&local, EventKind::PlayBegan).await.peer.unwrap().protocol, "flv");
    drop(body);
    assert!(happened(&local, EventKind::PlayEnded).await.peer.unwrap().bytes.unwrap() > 0);
    publisher.finish().await.unwrap();

    let mut events = local.events().from_now();
    let refused = pili_local::rtmp::Player::connect(&plain_url(&server, "evening")).await;
    assert!(refused.is_err());
    let refused = events.until(|event| event.is(EventKind::PlayRefused, EVENING)).await;
    assert_eq!((refused.cause, refused.peer.unwrap().protocol), (Some(Cause::NotLive), "rtmp"));
    let told = events_of(&local, "?last=100", &[]).await;
    let is_call = |event: &Value| event["kind"] == "call";
    assert!(!told.as_array().unwrap().iter().any(is_call), "a play is no call: {told}");
}

#[tokio::test]
async fn every_call_is_told_with_its_operation_and_a_refused_one_with_both_texts() {
    let local = Local::demo();
    in_process(&local).send(hub().stream("evening").create()).await.unwrap();
    let made = seen(&local, |event| event.is_call_of("pili.stream.create")).await;
    let call = made.call.unwrap();
    assert_eq!(
        (call.status, call.method.as_str(), call.path.as_str()),
        (200, "POST", "/v2/hubs/demo/streams")
    );
    assert!(call.request_id.starts_with("local-") && made.reason.is_none());

    // Signed over another body.
    let request =
        http::Request::post("http://h/v2/hubs/demo/streams").header("content-type", "application/json");
    let mut request = request.body(bytes::Bytes::new()).unwrap();
    pili_core::auth::Signer::sign(
        &pili_core::auth::qiniu::QiniuV2::new(local.credentials().clone()),
        &mut request,
        std::time::SystemTime::UNIX_EPOCH,
    )
    .unwrap();
    *request.body_mut() = r#"{"key":"a"}"#.into();
    let answer = raw(&local, request).await;
    let answer: Value = serde_json::from_slice(answer.body()).unwrap();
    let refused = seen(&local, |event| event.call.as_ref().is_some_and(|call| call.status == 401)).await;
    let signature = refused.signature.unwrap();
    assert_eq!(signature.string_to_sign.as_deref(), answer["string_to_sign"].as_str());
    assert_eq!(signature.string_signed.as_deref(), answer["string_signed"].as_str());
    assert_eq!(signature.part_at.map(|at| at as u64), answer["part_at"].as_u64());
    assert!(refused.reason.unwrap().starts_with("bad token: the signature covers"));
}

#[tokio::test]
async fn what_is_saved_and_who_is_called_back_is_told() {
    let local = Local::demo();
    let server = serve(&local).await;
    let owner = Owner::answering([500]).await;
    let told = DomainCallback::form(owner.url.clone() + "?secret=seldom").var("title", "$(title)");
    let told = told.repeat(1, Duration::from_secs(1)).refused_by(500);
    local.domain(DEMO_HUB, "127.0.0.1").on_connect(told).bind().unwrap();
    let publisher = go_live(&local, &server, "evening").await;
    let failed = seen(&local, |event| event.kind == EventKind::CallbackFailed).await;
    assert_eq!(
        (failed.subject.as_str(), failed.reason.as_deref()),
        (&*owner.url, Some("refused with 500; it is sent again in 1s"))
    );
    seen(&local, |event| event.is(EventKind::CallbackSent, &owner.url)).await;
    publisher.finish().await.unwrap();

    let save =
        hub().stream("evening").save_as().file_name("a/evening.flv").format(pili_live::stream::Format::Flv);
    in_process(&local).send(save).await.unwrap();
    assert_eq!(happened(&local, EventKind::Saved).await.file.as_deref(), Some("a/evening.flv"));
}

#[tokio::test]
async fn a_fault_is_told_when_it_waits_and_when_it_is_met() {
    let local = Local::demo();
    local.faults().on("pili.stream.create").unwrap().status(503).inject().unwrap();
    let waits = seen(&local, |event| event.is(EventKind::FaultInjected, "pili.stream.create")).await;
    assert_eq!(waits.reason.as_deref(), Some("status 503"));
    in_process(&local).send(hub().stream("evening").create()).await.unwrap_err();
    seen(&local, |event| event.is(EventKind::FaultMet, "pili.stream.create")).await;
}

fn get(query: &str, headers: &[(&str, &str)]) -> axum::extract::Request {
    let request = http::Request::get(format!("/_local/events{query}"));
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.body(axum::body::Body::empty()).unwrap()
}

async fn events_of(local: &Local, query: &str, headers: &[(&str, &str)]) -> Value {
    let answer = local.router().oneshot(get(query, headers)).await.unwrap();
    assert_eq!(answer.status(), 200);
    serde_json::from_slice(&answer.into_body().collect().await.unwrap().to_bytes()).unwrap()
}

#[tokio::test]
async fn the_last_events_are_had_as_json() {
    let local = Local::demo();
    for key in ["a", "b", "c"] {
        in_process(&local).send(hub().stream(key).create()).await.unwrap();
    }
    let ids = |events: Value| -> Vec<u64> {
        events.as_array().unwrap().iter().map(|event| event["id"].as_u64().unwrap()).collect()
    };
    assert_eq!(ids(events_of(&local, "?last=2", &[]).await), [2, 3]);
    assert_eq!(ids(events_of(&local, "", &[("accept", "application/json")]).await), [1, 2, 3]);
    assert_eq!(ids(events_of(&local, "?after=2&last=10", &[]).await), [3]);
    let wrong = local.router().oneshot(get("?first=1", &[])).await.unwrap();
    assert_eq!(wrong.status(), 400);
}

#[tokio::test]
async fn events_are_sent_as_they_come_and_again_to_whoever_lost_the_connection() {
    let local = Local::demo();
    for key in ["a", "b"] {
        in_process(&local).send(hub().stream(key).create()).await.unwrap();
    }
    let answer = local.router().oneshot(get("", &[("last-event-id", "1")])).await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let mut body = answer.into_body();
    let mut next = async || {
        let frame = timeout(Duration::from_secs(20), body.frame()).await.expect("an event").unwrap().unwrap();
        String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
    };
    let second = next().await;
    assert!(
        second.contains("id: 2\n") && second.contains("\ndata: {\"id\":2,")
            || second.starts_with("data: {\"id\":2,"),
        "{second}"
    );
    in_process(&local).send(hub().stream("c").create()).await.unwrap();
    assert!(next().await.contains("\"id\":3"));
    let wrong = local.router().oneshot(get("", &[("last-event-id", "x")])).await.unwrap();
    assert_eq!(wrong.status(), 400);
}

#[tokio::test]
async fn the_service_ends_though_somebody_listens() {
    let local = Local::demo();
    let server = local.serve(Listen::any()).await.unwrap();
    let mut listener = local.router().oneshot(get("", &[])).await.unwrap().into_body();
    let url = signed_url(&plain_url(&server, "evening"), local.credentials());
    let _publisher = Publisher::connect(&url).await.unwrap();
    server.shutdown().await;
    let rest = async { while listener.frame().await.is_some() {} };
    timeout(Duration::from_secs(20), rest).await.expect("the body ends");
}
