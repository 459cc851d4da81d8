//! Calls of Pili's API, made by the client for it: `live`, `disable` and `enable`, behind which is the engine's own API.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    Json, Router,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::StatusCode;
use pili_auth::Credentials;
use pili_gate::{Engine, serve};
use pili_live::{Client, Endpoint, Hub, core::Reason};
use serde_json::json;
use tokio::net::TcpListener;

use crate::{
    site::site,
    stage::{HUB, Stage, nginx, signed, srs},
};

/// An engine's API, of one stream that is live until it is ended.
#[derive(Clone)]
struct Fake {
    engine: Engine,
    live: Arc<AtomicBool>,
    ended_by: Arc<Mutex<Vec<String>>>,
}

impl Fake {
    fn new(engine: Engine) -> Self {
        Self { engine, live: Arc::new(AtomicBool::new(true)), ended_by: Arc::default() }
    }

    fn end(&self, request: &Request) {
        self.live.store(false, Ordering::Relaxed);
        self.ended_by.lock().unwrap().push(format!("{} {}", request.method(), request.uri()));
    }
}

async fn answer(State(fake): State<Fake>, request: Request) -> Response {
    let live = fake.live.load(Ordering::Relaxed);
    let path = request.uri().path();
    match (fake.engine, path) {
        (Engine::NginxRtmp, "/stat") => stat(live).into_response(),
        (Engine::NginxRtmp, "/control/drop/publisher") => {
            fake.end(&request);
            "1".into_response()
        }
        (Engine::Srs, "/api/v1/streams/") => Json(json!({ "code": 0, "streams": [{
            "name": "key", "app": "hub", "clients": 3, "kbps": { "recv_30s": 800, "send_30s": 1600 },
            "publish": { "active": live, "cid": "9308h583" },
        }] }))
        .into_response(),
        (Engine::Srs, "/api/v1/clients/9308h583") if request.method() == http::Method::DELETE => {
            fake.end(&request);
            Json(json!({ "code": 0 })).into_response()
        }
        (Engine::Srs, "/api/v1/clients/9308h583") => {
            Json(json!({ "code": 0, "client": { "ip": "203.0.113.7", "alive": 7.5 } })).into_response()
        }
        (Engine::MediaMtx, "/v3/paths/get/hub/key") if live => Json(json!({
            "name": "hub/key", "ready": true, "readyTime": "2023-11-14T22:13:10Z", "bytesReceived": 1_000_000,
            "source": { "type": "rtmpConn", "id": "6a3c" }, "readers": [{ "type": "rtmpConn", "id": "6a3d" }],
        }))
        .into_response(),
        (Engine::MediaMtx, "/v3/rtmpconns/get/6a3c") => {
            Json(json!({ "id": "6a3c", "created": "2023-11-14T22:13:10Z", "remoteAddr": "203.0.113.7:4000" }))
                .into_response()
        }
        (Engine::MediaMtx, "/v3/rtmpconns/kick/6a3c") => {
            fake.end(&request);
            Json(json!({ "status": "ok" })).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn stat(live: bool) -> String {
    let stream = "<stream><name>key</name><bw_in>800000</bw_in><client><id>7</id><address>203.0.113.7</address>\
                  <time>7500</time><publishing/></client></stream>";
    let stream = if live { stream } else { "" };
    format!("<rtmp><server><application><name>hub</name><live>{stream}</live></application></server></rtmp>")
}

/// A gate that is served, and a client of it.
async fn served(settings: &str) -> (Stage, Client) {
    let stage = Stage::new(settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, stage.gate.clone(), std::future::pending()));
    (stage, client("sk", &format!("http://{address}")))
}

fn client(secret: &str, url: &str) -> Client {
    let builder = pili_live::builder(Credentials::new("ak", secret));
    builder.endpoint(Endpoint::parse(url).unwrap()).build().unwrap()
}

fn with_api(engine: Engine, api: &Endpoint) -> String {
    format!("{HUB}\n[engines.{engine}]\napi = [\"{api}\"]\n")
}

#[tokio::test]
async fn a_stream_is_known_and_ended_by_the_engines_own_api() {
    for (engine, ended_by) in [
        (Engine::NginxRtmp, "GET /control/drop/publisher?app=hub&clientid=7"),
        (Engine::Srs, "DELETE /api/v1/clients/9308h583"),
        (Engine::MediaMtx, "POST /v3/rtmpconns/kick/6a3c"),
    ] {
        let fake = Fake::new(engine);
        let api = site(Router::new().fallback(answer).with_state(fake.clone())).await;
        let (stage, client) = served(&with_api(engine, &api)).await;
        let key = Hub::new("hub").stream("key");

        let status = client.send(key.live()).await.unwrap().expect("it is live");
        assert!(status.client_ip.starts_with("203.0.113.7"), "{engine}: {status:?}");
        assert_eq!(status.bps, 800_000, "{engine}");
        assert!(stage.ask(Engine::NginxRtmp, nginx("key", &signed("key"))));

        client.send(key.disable()).await.unwrap();
        assert_eq!(*fake.ended_by.lock().unwrap(), [ended_by]);
        assert_eq!(client.send(key.live()).await.unwrap(), None, "{engine}");
        assert!(!stage.ask(Engine::NginxRtmp, nginx("key", &signed("key"))));
        assert_eq!(stage.last().cause.map(|cause| cause.name()), Some("disabled"));
        assert!(!stage.ask(Engine::Srs, srs("key", &format!("?{}", signed("key")))));
        assert!(stage.ask(Engine::NginxRtmp, nginx("other", &signed("other"))));

        client.send(key.enable()).await.unwrap();
        assert!(stage.ask(Engine::NginxRtmp, nginx("key", &signed("key"))));
        let deeds: Vec<_> = stage.deeds().into_iter().map(|deed| (deed.what, deed.done)).collect();
        assert_eq!(deeds, [("disable", true), ("enable", true)]);
    }
}

#[tokio::test]
async fn what_the_file_disables_a_call_enables_and_the_other_way_round() {
    let (stage, client) = served(&format!("{HUB}streams = [{{ key = \"key\", disabled_till = -1 }}]")).await;
    let key = Hub::new("hub").stream("key");
    let ask = || stage.ask(Engine::NginxRtmp, nginx("key", &signed("key")));
    assert!(!ask());
    client.send(key.enable()).await.unwrap();
    assert!(ask());
    client.send(key.disable_for(std::time::Duration::from_secs(60))).await.unwrap();
    assert!(!ask());
    assert!(stage.last().reason.is_some_and(|reason| reason.contains("for 60 s more")));
}

#[tokio::test]
async fn an_api_that_does_not_answer_is_not_taken_for_a_stream_that_is_not_live() {
    let nowhere = Endpoint::parse("http://127.0.0.1:1").unwrap();
    let (stage, client) = served(&with_api(Engine::NginxRtmp, &nowhere)).await;
    let key = Hub::new("hub").stream("key");
    let error = client.send(key.live()).await.unwrap_err();
    assert!(error.to_string().contains("the API of nginx-rtmp at http://127.0.0.1:1"), "{error}");
    // It holds all the same, and says that it is not the whole of it.
    let error = client.send(key.disable()).await.unwrap_err();
    assert!(error.to_string().contains("it is disabled, but what is live may go on"), "{error}");
    assert!(!stage.ask(Engine::NginxRtmp, nginx("key", &signed("key"))));
}

#[tokio::test]
async fn only_calls_of_an_account_for_a_hub_of_the_file_are_answered() {
    let (stage, client) = served(HUB).await;
    let url = client.endpoint().to_string();
    let key = Hub::new("hub").stream("key");
    let error = self::client("other", &url).send(key.disable()).await.unwrap_err();
    assert_eq!(error.reason(), Reason::Denied, "{error}");
    assert!(stage.ask(Engine::NginxRtmp, nginx("key", &signed("key"))));
    let error = client.send(Hub::new("unknown").stream("key").disable()).await.unwrap_err();
    assert_eq!(error.reason(), Reason::NotFound, "{error}");
    let error = client.send(key.live()).await.unwrap_err();
    assert!(error.to_string().contains("no engine's API is set"), "{error}");
    let error = client.send(key.info()).await.unwrap_err();
    assert!(error.to_string().contains("not served by this gate"), "{error}");
}
