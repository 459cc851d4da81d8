//! Pili's callbacks, as a backend that is written for Pili receives them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    Json, Router,
    body::to_bytes,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::StatusCode;
use pili_auth::{Credentials, qiniu::CallbackVerifier};
use pili_gate::Engine;
use pili_live::callback::{self, Event};
use serde_json::json;
use tokio::{sync::mpsc, time::timeout};

use crate::{
    site::site,
    stage::{HUB, Stage, now, post, signed},
};

type Told = mpsc::UnboundedReceiver<Event>;

/// A gate whose hub has a backend that verifies what it is told.
async fn stage(more: &str) -> (Stage, Told) {
    let (tell, told) = mpsc::unbounded_channel();
    let backend = Router::new().fallback(receive).with_state(tell);
    let url = site(backend).await;
    (Stage::new(&format!("{HUB}callback = \"{url}/live?hub=$(path)\"\ndisconnect_delay = 0\n{more}")), told)
}

async fn receive(State(tell): State<mpsc::UnboundedSender<Event>>, request: Request) {
    let (head, body) = request.into_parts();
    let request = http::Request::from_parts(head, to_bytes(body, 1 << 20).await.unwrap());
    let verifier = CallbackVerifier::new(Credentials::new("ak", "sk"));
    tell.send(callback::receive(&request, &verifier).expect("a signed callback")).unwrap();
}

async fn next(told: &mut Told) -> (String, String) {
    let event = timeout(Duration::from_secs(30), told.recv()).await.expect("a callback").unwrap();
    assert_eq!(event.path(), Some("/hub/key"));
    (event.get("status").unwrap().to_owned(), event.get("remoteIP").unwrap().to_owned())
}

fn nginx(connection: u32, call: &str, rest: &str) -> http::Request<Bytes> {
    let address = format!("203.0.113.{connection}");
    post(
        "/hooks/nginx-rtmp",
        format!(
            "app=hub&flashver=LNX&swfurl=&tcurl=rtmp://live.example.com/hub&pageurl=&addr={address}&clientid={connection}\
             &call={call}&name=key{rest}"
        ),
    )
}

fn publish(connection: u32) -> http::Request<Bytes> {
    nginx(connection, "publish", &format!("&type=live&{}", signed("key")))
}

fn done(connection: u32) -> http::Request<Bytes> {
    nginx(connection, "publish_done", "")
}

#[tokio::test]
async fn a_backend_for_pili_hears_of_each_publish_and_of_the_end_of_the_last() {
    let (stage, mut told) = stage("").await;
    let ask = |request| stage.ask(Engine::NginxRtmp, request);
    assert!(ask(publish(1)));
    assert_eq!(next(&mut told).await, ("connected".to_owned(), "203.0.113.1".to_owned()));
    // Refused, and its end is told all the same.
    assert!(!ask(nginx(2, "publish", "&type=live&e=1&token=ak:x")) && ask(done(2)));
    // Let in here, and refused by the engine, which has a publisher.
    assert!(ask(publish(3)));
    assert_eq!(next(&mut told).await, ("connected".to_owned(), "203.0.113.3".to_owned()));
    assert!(ask(done(3)) && ask(done(1)) && ask(done(1)));
    assert_eq!(next(&mut told).await, ("disconnected".to_owned(), "203.0.113.1".to_owned()));
    stage.gate.finish().await;
    assert!(told.try_recv().is_err(), "nothing else is told");
}

fn srs(stage: &Stage, action: &str, client: &str) {
    let body = json!({
        "action": action, "client_id": client, "ip": "203.0.113.1", "app": "hub", "stream": "key",
        "tcUrl": "rtmp://live.example.com/hub", "param": format!("?{}", signed("key")),
    });
    assert!(stage.ask(Engine::Srs, post("/hooks/srs", body.to_string())), "{action}");
}

#[tokio::test]
async fn of_a_second_publisher_srs_tells_the_end_of_the_connection_alone() {
    let (stage, mut told) = stage("").await;
    let hook = |action: &str, client: &str| srs(&stage, action, client);
    hook("on_publish", "first");
    hook("on_publish", "second");
    hook("on_close", "second");
    hook("on_unpublish", "first");
    hook("on_close", "first");
    for status in ["connected", "connected", "disconnected"] {
        assert_eq!(next(&mut told).await.0, status);
    }
    stage.gate.finish().await;
    assert!(told.try_recv().is_err(), "nothing else is told");
}

#[tokio::test]
async fn of_an_end_that_was_never_told_the_api_of_its_own_engine_is_asked() {
    let is_live = Arc::new(AtomicBool::new(false));
    let api = site(Router::new().fallback(mediamtx).with_state(is_live)).await;
    for (engine, more) in [(Engine::Srs, None), (Engine::MediaMtx, Some("disconnected"))] {
        // One that says of every stream that it is not live.
        let (stage, mut told) = stage(&format!("[engines.mediamtx]\napi = [\"{api}\"]\n")).await;
        match engine {
            Engine::Srs => srs(&stage, "on_publish", "lost"),
            _ => assert!(stage.ask(engine, of_mediamtx())),
        }
        srs(&stage, "on_publish", "first");
        srs(&stage, "on_unpublish", "first");
        for status in ["connected", "connected"].into_iter().chain(more) {
            assert_eq!(next(&mut told).await.0, status, "{engine}");
        }
        stage.gate.finish().await;
        assert!(told.try_recv().is_err(), "{engine}: nothing else is told");
    }
}

#[tokio::test]
async fn mediamtx_tells_no_end_and_is_asked() {
    let is_live = Arc::new(AtomicBool::new(true));
    let api = site(Router::new().fallback(mediamtx).with_state(is_live.clone())).await;
    let (stage, mut told) = stage(&format!("[engines.mediamtx]\napi = [\"{api}\"]\n")).await;
    assert!(stage.ask(Engine::MediaMtx, of_mediamtx()));
    assert_eq!(next(&mut told).await.0, "connected");
    is_live.store(false, Ordering::Relaxed);
    assert_eq!(next(&mut told).await.0, "disconnected");
}

fn of_mediamtx() -> http::Request<Bytes> {
    let body = json!({
        "action": "publish", "path": "hub/key", "protocol": "rtmp", "ip": "203.0.113.1", "id": "6a3c",
        "query": signed("key"),
    });
    post("/hooks/mediamtx", body.to_string())
}

/// Its API, of a stream that is live as long as it is said.
async fn mediamtx(State(is_live): State<Arc<AtomicBool>>, request: Request) -> Response {
    match request.uri().path() {
        "/v3/paths/get/hub/key" if is_live.load(Ordering::Relaxed) => {
            Json(json!({ "name": "hub/key", "source": { "type": "rtmpConn", "id": "6a3c" } })).into_response()
        }
        "/v3/rtmpconns/get/6a3c" => {
            Json(json!({ "created": "2023-11-14T22:13:10Z", "remoteAddr": "203.0.113.1:4000" }))
                .into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

#[tokio::test]
async fn a_relay_is_told_to_nobody_and_a_backend_that_is_gone_is_told_of_in_the_log() {
    let stage =
        Stage::new(&format!("{HUB}callback = \"http://127.0.0.1:1/live\"\nrelays = [\"203.0.113.9\"]\n"));
    assert!(stage.ask(Engine::NginxRtmp, nginx(9, "publish", "&type=")));
    assert!(stage.ask(Engine::NginxRtmp, publish(1)));
    stage.gate.finish().await;
    let deeds = stage.deeds();
    assert_eq!(deeds.len(), 1, "{deeds:?}");
    assert_eq!((deeds[0].what, deeds[0].done, deeds[0].time), ("connected", false, now()));
    assert!(
        deeds[0].result.contains("given up") && !deeds[0].result.contains("token"),
        "{}",
        deeds[0].result
    );
}
