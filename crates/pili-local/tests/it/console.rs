//! What a console asks for: figures, live streams, URLs, and to end what is live.

use std::time::Duration;

use http_body_util::BodyExt as _;
use pili_core::{Response, auth::Credentials};
use pili_live::PublishSecurity;
use pili_local::{
    DEMO_HUB, DomainCallback, EventKind, Listen, Local,
    rtmp::{PublishError, Publisher},
};
use pili_opentok::{ClientToken, MediaMode, Nonce, Project};
use serde_json::Value;
use tokio::time::timeout;
use tower::ServiceExt as _;

use crate::{
    callbacks::Owner,
    media::go_live,
    support::{hub, in_process, plain_url, raw, serve},
};

async fn call(local: &Local, method: &str, path: &str) -> Response {
    let request = http::Request::builder().method(method).uri(format!("http://h{path}"));
    raw(local, request.body(Vec::new().into()).unwrap()).await
}

#[tokio::test]
async fn urls_are_signed_by_whatever_rule_holds() {
    use PublishSecurity::{Dynamic, Expiry, ExpirySk, None, Static};
    for rule in [None, Static, Expiry, ExpirySk, Dynamic] {
        let local = Local::builder().hub(DEMO_HUB).publish_rule(rule.clone(), "12345678").build();
        let server = serve(&local).await;
        let urls = local.urls(DEMO_HUB, "evening").unwrap();
        assert_eq!(urls.rule, rule.to_string());
        assert_eq!(urls.publish, format!("{}/{}", urls.server, urls.stream_key));
        assert_eq!(urls.expires_at.is_some(), matches!(rule, Expiry | ExpirySk));
        Publisher::connect(&urls.publish).await.unwrap_or_else(|error| panic!("{rule}: {error}"));
        drop(server);
    }
    let local = Local::demo();
    assert_eq!(local.urls("nosuch", "a").unwrap_err().status(), 612);
    assert_eq!(local.urls(DEMO_HUB, "a b").unwrap_err().status(), 400);
    let other = call(&local, "GET", "/_local/hubs/demo/streams/a/urls?rule=none").await;
    let other: Value = serde_json::from_slice(other.body()).unwrap();
    assert_eq!(other["publish"], "rtmp://127.0.0.1:1935/demo/a");
    let keyless = call(&local, "GET", "/_local/hubs/demo/streams/a/urls?rule=expiry").await;
    assert!(keyless.status() == 400 && String::from_utf8_lossy(keyless.body()).contains("publish key"));
}

#[tokio::test]
async fn publishes_by_no_bound_domain_are_told_to_whom_the_service_is_told_to_tell() {
    let mut owner = Owner::answering([]).await;
    let local = Local::builder().hub(DEMO_HUB).callback(DomainCallback::of_all(&owner.url)).build();
    let server = serve(&local).await;
    let publisher = go_live(&local, &server, "evening").await;
    let told: Value = serde_json::from_slice(owner.request().await.body()).unwrap();
    assert_eq!((told["status"].as_str(), told["path"].as_str()), (Some("connected"), Some("/demo/evening")));
    publisher.finish().await.unwrap();
    local.until(|event| event.is(EventKind::PublishEnded, "demo/evening")).await;
    server.shutdown().await;
    let told: Value = serde_json::from_slice(owner.request().await.body()).unwrap();
    assert_eq!(told["status"], "disconnected");
}

#[tokio::test]
async fn what_is_live_is_shown_and_can_be_ended() {
    let local = Local::demo();
    let server = serve(&local).await;
    let mut publisher = go_live(&local, &server, "evening").await;
    let watch = http::Request::get("/demo/evening.flv").body(axum::body::Body::empty()).unwrap();
    let mut body = local.router().oneshot(watch).await.unwrap().into_body();
    body.frame().await.unwrap().unwrap();

    let shown: Value = serde_json::from_slice(call(&local, "GET", "/_local/live").await.body()).unwrap();
    let stream = &shown[0];
    assert_eq!(
        (&stream["id"], &stream["video"]["codec"]),
        (&"demo/evening".into(), &"h264".into()),
        "{shown}"
    );
    assert!(
        stream["received_bytes"].as_u64() > Some(0) && stream["publisher"]["started"].is_string(),
        "{shown}"
    );
    let viewer = stream["viewers"][0]["address"].as_str().unwrap();
    assert_eq!(stream["viewers"][0]["protocol"], "flv");

    let nobody = call(&local, "DELETE", "/_local/live/demo/evening/viewers/127.0.0.1:9").await;
    assert_eq!(nobody.status(), 404);
    let kicked = call(&local, "DELETE", &format!("/_local/live/demo/evening/viewers/{viewer}")).await;
    assert_eq!(kicked.status(), 204);
    let rest = async { while body.frame().await.is_some() {} };
    timeout(Duration::from_secs(20), rest).await.expect("the play ends");
    local.until(|event| event.is(EventKind::PlayEnded, "demo/evening")).await;

    assert_eq!(call(&local, "DELETE", "/_local/live/demo/evening").await.status(), 204);
    let ended = local.until(|event| event.is(EventKind::PublishEnded, "demo/evening")).await;
    assert!(ended.reason.unwrap().contains("by hand"));
    let clip = pili_local::flv::read(crate::support::CLIP).unwrap();
    let sending = async {
        loop {
            if let Err(error) = publisher.send_all(&clip, pili_local::rtmp::Pace::Fast).await {
                return error;
            }
        }
    };
    let error = timeout(Duration::from_secs(20), sending).await.expect("the publisher is told");
    assert!(matches!(error, PublishError::Cut { .. } | PublishError::Connection(_)), "{error}");
    assert_eq!(call(&local, "DELETE", "/_local/live/demo/evening").await.status(), 404);
}

#[tokio::test]
async fn metrics_tell_what_is_live_and_what_was_refused() {
    let local = Local::demo();
    let server = local.serve(Listen::any()).await.unwrap();
    let _publisher = go_live(&local, &server, "evening").await;
    Publisher::connect(&plain_url(&server, "morning")).await.unwrap_err();
    in_process(&local).send(hub().stream("noon").create()).await.unwrap();
    call(&local, "GET", "/v2/hubs").await;
    let answer = call(&local, "GET", "/metrics").await;
    assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("application/openmetrics-text"));
    let text = String::from_utf8_lossy(answer.body());
    for line in [
        "pili_live_streams 1",
        "pili_memory_bytes ",
        "pili_memory_limit_bytes ",
        "pili_received_bytes_total{protocol=\"rtmp\"} ",
        "pili_refusals_total{what=\"publish\",cause=\"malformed\"} 1",
        "pili_refusals_total{what=\"call\",cause=\"malformed\"} 1",
        "pili_calls_total{operation=\"pili.stream.create\",status=\"200\"} 1",
        "pili_call_duration_seconds_count{operation=\"pili.stream.create\"} 1",
        "pili_events_total{kind=\"publish_began\"} 1",
        "# EOF",
    ] {
        assert!(text.lines().any(|told| told.starts_with(line)), "{line} is not in {text}");
    }
}

#[tokio::test]
async fn what_is_only_kept_says_so() {
    let project = Credentials::new("45678123", "a secret");
    let local = Local::builder().credentials(project.clone()).build();
    let client = pili_opentok::builder(project.clone()).transport(local.transport());
    let create = Project::new("45678123").create_session().media_mode(MediaMode::Routed);
    let id = client.send(create).await.unwrap().session_id;
    let token = ClientToken::new(&id).jwt(&project, local.clock().now(), Nonce::new(1).unwrap()).unwrap();
    local.connect(&id, &token).unwrap();
    client.send(Project::new("45678123").session(&id).start_archive()).await.unwrap();
    let note = local.until(|event| event.is(EventKind::NotDoneHere, "opentok.archive.start")).await;
    assert!(note.reason.unwrap().contains("not carried out"));
}
