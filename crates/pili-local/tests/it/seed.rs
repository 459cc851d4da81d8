//! What a service begins with, and is set back to.

use std::time::Duration;

use pili_core::Response;
use pili_local::{DEMO_HUB, EventKind, Local};
use serde_json::{Value, json};

use crate::{
    kept::open,
    media::go_live,
    support::{hub, in_process, raw, serve},
};

async fn post(local: &Local, path: &str, content_type: &str, body: &str) -> Response {
    let request = http::Request::post(format!("http://h/_local/{path}")).header("content-type", content_type);
    raw(local, request.body(body.to_owned().into()).unwrap()).await
}

async fn state(local: &Local) -> Value {
    let request = http::Request::get("http://h/_local/state").body(Vec::new().into()).unwrap();
    serde_json::from_slice(raw(local, request).await.body()).unwrap()
}

const SEED: &str = r#"
[[hubs]]
name = "shows"
publish_rule = "static"
publish_key = "12345678"
streams = ["evening", { key = "morning", disabled = true }]
domains = [{ name = "publish.test", let_in = ["127.0.0.0/8"] }]

[[buckets]]
name = "pictures"
channels = ["door"]

[[apps]]
id = "app1"
hub = "shows"
rooms = ["lobby"]

[[projects]]
name = "classes"
"#;

#[tokio::test]
async fn a_seed_makes_what_it_names_and_a_reset_unmakes_it() {
    let local = Local::demo();
    let began = state(&local).await;
    assert_eq!(post(&local, "seed", "application/toml; charset=utf-8", SEED).await.status(), 204);
    let made = state(&local).await;
    assert_eq!(
        made["hubs"][1],
        json!({
            "name": "shows",
            "publish_rule": "static",
            "domains": [{"name": "publish.test", "type": "publishRtmp"}],
            "streams": [
                {"key": "evening", "disabled": false, "publish_rule": null},
                {"key": "morning", "disabled": true, "publish_rule": null},
            ],
            "files": [],
        })
    );
    assert_eq!(made["buckets"][1], json!({"name": "pictures", "channels": ["door"]}));
    assert_eq!(made["apps"][0]["rooms"][0]["name"], "lobby");
    assert_eq!(made["projects"].as_array().unwrap().last().unwrap()["name"], "classes");

    assert_eq!(post(&local, "seed", "application/toml", SEED).await.status(), 204, "once more is no error");
    assert_eq!(state(&local).await["projects"], made["projects"]);

    assert_eq!(post(&local, "reset", "application/json", "").await.status(), 204);
    let after = state(&local).await;
    for what in ["hubs", "buckets", "apps", "projects"] {
        assert_eq!(after[what], began[what], "{what}");
    }
}

#[tokio::test]
async fn a_wrong_seed_is_refused_with_the_member() {
    let local = Local::demo();
    for (content_type, body, named) in [
        ("application/json", r#"{"hubs":[{"name":"a","stream":["b"]}]}"#, "hubs[0].stream"),
        ("application/json", r#"{"hubs":[{"name":"a b"}]}"#, "hubs.name"),
        ("application/json", r#"{"hubs":[{"name":"a","domains":[{"name":"x.test","let_in":["1"]}]}]}"#, "1"),
        ("application/toml", "[[hubs]]\nname = 1", "line 2"),
    ] {
        let answer = post(&local, "seed", content_type, body).await;
        let said = String::from_utf8_lossy(answer.body());
        assert!(answer.status() == 400 && said.contains(named), "{said}");
    }
}

#[tokio::test]
async fn a_reset_ends_streams_takes_faults_away_and_sets_the_clock_right() {
    let local = Local::demo();
    local.begin_with("[[hubs]]\nname = \"shows\"".parse().unwrap()).unwrap();
    let server = serve(&local).await;
    let _publisher = go_live(&local, &server, "evening").await;
    local.faults().on_any().status(503).times(9).inject().unwrap();
    local.clock().advance(Duration::from_secs(86_400));
    let moved = local.clock().now();

    local.reset().await;
    let ended = local.until(|event| event.is(EventKind::PublishEnded, "demo/evening")).await;
    assert!(ended.reason.unwrap().contains("set back"));
    assert!(local.clock().now() < moved);
    let client = in_process(&local);
    assert!(client.send(hub().streams()).await.unwrap().items.is_empty());
    client.send(hub().stream("evening").create()).await.unwrap();
    assert!(client.send(hub().stream("evening").history()).await.unwrap().is_empty());
    assert!(local.urls("shows", "evening").is_ok(), "what it began with is there again");

    let again = go_live(&local, &server, "evening").await;
    assert!(client.send(hub().stream("evening").live()).await.unwrap().is_some(), "{DEMO_HUB} takes streams");
    again.finish().await.unwrap();
}

#[tokio::test]
async fn what_was_set_back_is_not_there_at_the_next_start_either() {
    let folder = tempfile::tempdir().unwrap();
    let local = open(folder.path());
    local.seed(&SEED.parse().unwrap()).unwrap();
    let made = state(&local).await;
    drop(local);
    let local = open(folder.path());
    let again = state(&local).await;
    for what in ["hubs", "buckets", "apps", "projects"] {
        assert_eq!(again[what], made[what], "{what} are kept");
    }
    local.reset().await;
    drop(local);
    let local = open(folder.path());
    assert!(local.urls("shows", "evening").is_err());
    assert_eq!(state(&local).await["apps"], json!([]));
}
