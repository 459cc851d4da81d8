use std::time::Duration;

use pili_core::Reason;
use pili_core::{ErrorKind, auth::Clock};
use pili_live::{Hub, names::StreamKey, stream::Disabled};
use pili_local::{DEMO_HUB, Local};

use crate::support::{at, hub, in_process, json, over_socket, raw, serve, signed};

#[tokio::test]
async fn a_created_stream_has_settings_and_no_live_status() {
    let clock = Clock::fixed(at(1_700_000_000));
    let client = in_process(&Local::builder().hub(DEMO_HUB).clock(clock).build());
    let evening = hub().stream("evening");
    client.send(evening.create()).await.unwrap();
    let info = client.send(evening.info()).await.unwrap();
    assert_eq!(
        (info.created_at, info.expire_at, info.disabled),
        (Some(at(1_700_000_000)), Some(at(1_701_296_000)), Disabled::No)
    );
    assert_eq!(client.send(evening.live()).await.unwrap(), None);
    assert_eq!(client.send(evening.history()).await.unwrap(), []);
}

#[tokio::test]
async fn the_same_calls_work_over_a_socket() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    client.send(hub().stream("evening").create()).await.unwrap();
    let keys: Vec<StreamKey> = client.items(hub().streams()).collect().await.unwrap();
    assert_eq!(keys, ["evening"]);
    server.shutdown().await;
}

#[tokio::test]
async fn a_stream_is_created_once_and_must_exist_to_be_read() {
    let client = in_process(&Local::demo());
    let evening = hub().stream("evening");
    let missing = client.send(evening.info()).await.unwrap_err();
    assert_eq!(missing.reason(), Reason::NotFound);
    client.send(evening.create()).await.unwrap();
    let exists = client.send(evening.create()).await.unwrap_err();
    assert_eq!(exists.reason(), Reason::AlreadyExists);
    let nowhere = client.send(Hub::new("elsewhere").stream("evening").create()).await.unwrap_err();
    assert_eq!(nowhere.api_error().unwrap().message.as_deref(), Some("hub not found"));
}

#[tokio::test]
async fn a_list_ends_and_holds_every_key_once_whatever_the_page() {
    let client = in_process(&Local::demo());
    let keys: Vec<String> = (0..23).map(|n| format!("a{n:02}")).collect();
    for key in keys.iter().chain([&"b".to_owned()]) {
        client.send(hub().stream(key.as_str()).create()).await.unwrap();
    }
    for limit in [1, 5, 23, 24, 0] {
        let listed: Vec<StreamKey> =
            client.items(hub().streams().prefix("a").limit(limit)).collect().await.unwrap();
        assert!(listed.iter().map(StreamKey::as_str).eq(keys.iter()), "pages of {limit}");
    }
    let live: Vec<StreamKey> = client.items(hub().streams().live_only()).collect().await.unwrap();
    assert!(live.is_empty());
}

#[tokio::test]
async fn disabling_for_a_while_ends_by_itself() {
    let client = in_process(&Local::demo());
    let evening = hub().stream("evening");
    client.send(evening.create()).await.unwrap();
    client.send(evening.disable_for(Duration::from_secs(60))).await.unwrap();
    let till = client.send(evening.info()).await.unwrap().disabled;
    assert!(matches!(till, Disabled::Until(time) if time > at(1_700_000_000)), "{till:?}");
    client.send(evening.disable()).await.unwrap();
    assert_eq!(client.send(evening.info()).await.unwrap().disabled, Disabled::Forever);
    client.send(evening.enable()).await.unwrap();
    assert_eq!(client.send(evening.info()).await.unwrap().disabled, Disabled::No);
}

#[tokio::test]
async fn converts_are_kept_and_cleared() {
    let client = in_process(&Local::demo());
    let evening = hub().stream("evening");
    client.send(evening.create()).await.unwrap();
    client.send(evening.set_converts(["480p", "720p"])).await.unwrap();
    assert_eq!(client.send(evening.info()).await.unwrap().converts, ["480p", "720p"]);
    client.send(evening.set_converts([""; 0])).await.unwrap();
    assert!(client.send(evening.info()).await.unwrap().converts.is_empty());
}

#[tokio::test]
async fn a_call_that_is_not_known_answers_501_naming_the_route() {
    let local = Local::demo();
    let request = http::Request::get("http://pili.qiniuapi.com/v9/wonders").body("".into()).unwrap();
    let answer = signed(&local, request).await;
    assert_eq!(answer.status(), 501);
    assert_eq!(json(&answer)["error"], "not implemented by pili-local: GET /v9/wonders");
}

#[tokio::test]
async fn bad_arguments_are_refused_with_400_and_an_id() {
    let local = Local::demo();
    let post = |path: &str, body: &'static str| {
        http::Request::post(format!("http://h{path}"))
            .header("content-type", "application/json")
            .body(body.into())
            .unwrap()
    };
    for (path, body) in [
        ("/v2/hubs/demo/streams", r#"{"key":"a b"}"#),
        ("/v2/hubs/demo/streams", r#"{"key":"#),
        ("/v2/hubs/demo/streams", r#"{}"#),
        ("/v2/hubs/demo/streams/***/converts", r#"{"converts":[]}"#),
    ] {
        let answer = signed(&local, post(path, body)).await;
        assert_eq!(answer.status(), 400, "{path} {body}: {:?}", answer.body());
        assert!(json(&answer)["error"].as_str().unwrap().starts_with("invalid args"), "{:?}", answer.body());
        assert!(answer.headers().contains_key("x-reqid"));
    }
}

#[tokio::test]
async fn health_is_ready_once_both_listeners_accept() {
    let local = Local::demo();
    let server = serve(&local).await;
    let request = http::Request::get("http://h/healthz").body("".into()).unwrap();
    assert_eq!(raw(&local, request.clone()).await.status(), 200);
    assert!(tokio::net::TcpStream::connect(server.addresses().rtmp).await.is_ok());
    server.shutdown().await;
    assert_eq!(raw(&local, request).await.status(), 503);
}

#[tokio::test]
async fn a_name_that_breaks_a_rule_never_reaches_the_service() {
    let client = in_process(&Local::demo());
    let error = client.send(hub().stream("a b").info()).await.unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Invalid, Some("stream key")));
}
