//! Two gates and what they share.

use pili_auth::Credentials;
use pili_gate::{Engine, serve};
use pili_live::{Client, Endpoint, Hub};
use pili_urls::publish::PublishAuth;
use tokio::net::TcpListener;

use crate::{
    redis_fake::{FakeRedis, Mood},
    stage::{HUB, Stage, allows, nginx, nginx_goes_on, post, signed},
};

const DYNAMIC: &str = "[[hubs]]\nname = \"films\"\npublish = { rule = \"dynamic\", keys = [\"12345678\"] }\n[[hubs.streams]]\nkey = \"key\"\n";

async fn ask(stage: &Stage, key: &str) -> bool {
    let answer = stage.waited_for(nginx(key, &signed(key))).await;
    allows(Engine::NginxRtmp, answer.status().as_u16(), "")
}

/// Why the last one was refused.
fn cause(stage: &Stage) -> Option<&'static str> {
    stage.last().cause.map(|cause| cause.name())
}

async fn publish(stage: &Stage, nonce: u64, session: &str) -> bool {
    let auth = PublishAuth::Dynamic { key: "12345678".into(), nonce };
    let url = auth.sign("rtmp://a.test/films/key").unwrap();
    let params = url.split_once('?').unwrap().1;
    let body = serde_json::json!({ "app": "films", "stream": "key", "params": params, "id": session });
    let answer = stage.waited_for(post("/hooks/zlmediakit/on_publish", body.to_string())).await;
    allows(Engine::ZlMediaKit, answer.status().as_u16(), std::str::from_utf8(answer.body()).unwrap())
}

async fn client(stage: &Stage) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(serve(listener, stage.gate.clone(), std::future::pending()));
    let builder = pili_live::builder(Credentials::new("ak", "sk"));
    builder.endpoint(Endpoint::parse(&url).unwrap()).build().unwrap()
}

/// Two gates of the same settings.
fn two(redis: &FakeRedis, more: &str) -> [Stage; 2] {
    let settings = format!("{more}\n{HUB}\n{DYNAMIC}\n{}", redis.table("2s"));
    [Stage::new(&settings), Stage::new(&settings)]
}

fn figures(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("pili_gate_redis_failures_total ") && !line.ends_with(" 0"))
}

#[tokio::test]
async fn what_is_disabled_by_one_gate_is_refused_by_the_other() {
    let redis = FakeRedis::new().await;
    let [one, other] = two(&redis, "");
    let (client, key) = (client(&one).await, Hub::new("hub").stream("key"));
    assert!(ask(&other, "key").await);
    client.send(key.disable()).await.unwrap();
    assert!(!ask(&other, "key").await);
    assert_eq!(cause(&other), Some("disabled"));
    assert!(ask(&other, "another").await);
    assert_eq!(redis.kept.lock().unwrap()["pili-gate:disabled:hub/key"], "-1");
    client.send(key.enable()).await.unwrap();
    assert!(ask(&other, "key").await);
}

#[tokio::test]
async fn a_nonce_is_good_once_over_all_gates() {
    let redis = FakeRedis::new().await;
    let [one, other] = two(&redis, "");
    // Above what a float tells apart.
    let nonce = 1_700_000_000_000_000_001;
    assert!(publish(&one, nonce, "1").await);
    assert!(publish(&other, nonce, "1").await, "the engine asks again, and another gate");
    assert!(!publish(&other, nonce, "2").await && !publish(&other, nonce - 1, "1").await);
    assert_eq!(cause(&other), Some("nonce"));
    assert!(other.last().reason.unwrap().ends_with("is not above the last, 1700000000000000001"));
    assert!(publish(&other, nonce + 1, "2").await && !publish(&one, nonce, "1").await);
}

#[tokio::test]
async fn a_wrong_signature_leaves_nothing_in_redis() {
    let redis = FakeRedis::new().await;
    let [one, _] = two(&redis, "");
    let body = serde_json::json!({ "app": "films", "stream": "key", "params": "nonce=9&token=x", "id": "1" });
    one.waited_for(post("/hooks/zlmediakit/on_publish", body.to_string())).await;
    assert_eq!(cause(&one), Some("signature"));
    assert!(redis.kept.lock().unwrap().is_empty());
}

#[tokio::test]
async fn without_redis_all_is_refused_until_it_is_back_and_nothing_is_lost() {
    let mut redis = FakeRedis::new().await;
    let [one, other] = two(&redis, "");
    let (client, key) = (client(&one).await, Hub::new("hub").stream("key"));
    client.send(key.disable()).await.unwrap();
    assert!(ask(&other, "another").await && publish(&other, 7, "1").await);

    redis.stop().await;
    assert!(!ask(&other, "another").await && !publish(&other, 8, "2").await);
    assert_eq!(cause(&other), Some("unavailable"));
    let reason = other.last().reason.unwrap();
    assert!(reason.contains(&redis.address.to_string()) && !reason.contains("hush-hush"), "{reason}");
    // What is wrong besides is told first.
    other.waited_for(nginx("another", "e=1&token=ak:x")).await;
    assert_ne!(cause(&other), Some("unavailable"));
    let error = client.send(Hub::new("hub").stream("another").disable()).await.unwrap_err();
    assert!(error.to_string().contains("it is not known to be kept"), "{error}");
    let told = one.gate.router();
    let metrics = tower::ServiceExt::oneshot(
        told,
        http::Request::get("/metrics").body(axum::body::Body::empty()).unwrap(),
    );
    let metrics = axum::body::to_bytes(metrics.await.unwrap().into_body(), 1 << 20).await.unwrap();
    assert!(figures(std::str::from_utf8(&metrics).unwrap()));

    redis.start().await;
    assert!(ask(&other, "another").await, "the first one after it is back");
    assert!(!ask(&other, "key").await && cause(&other) == Some("disabled"));
    assert!(!publish(&one, 7, "2").await && publish(&one, 8, "2").await);
}

#[tokio::test]
async fn what_is_live_goes_on_without_redis_unless_this_gate_knows_better() {
    let mut redis = FakeRedis::new().await;
    let [one, _] = two(&redis, "");
    client(&one).await.send(Hub::new("hub").stream("key").disable()).await.unwrap();
    redis.stop().await;
    let goes_on = async |name| {
        let update = nginx_goes_on(name, &signed(name));
        allows(Engine::NginxRtmp, one.waited_for(update).await.status().as_u16(), "")
    };
    assert!(goes_on("another").await);
    assert!(one.last().reason.unwrap().contains("what other gates know is not known"));
    assert!(!goes_on("key").await && cause(&one) == Some("disabled"));
    assert!(!ask(&one, "another").await, "who begins is refused");
}

#[tokio::test]
async fn a_redis_that_was_started_anew_in_between_is_not_noticed() {
    let mut redis = FakeRedis::new().await;
    let [one, _] = two(&redis, "");
    assert!(ask(&one, "key").await);
    redis.stop().await;
    redis.start().await;
    assert!(ask(&one, "key").await);
}

#[tokio::test]
async fn an_open_gate_goes_by_what_it_knows_itself() {
    let mut redis = FakeRedis::new().await;
    let [one, other] = two(&redis, "when_unsure = \"open\"");
    client(&one).await.send(Hub::new("hub").stream("key").disable()).await.unwrap();
    assert!(publish(&one, 7, "1").await);
    redis.stop().await;
    assert!(!ask(&one, "key").await && cause(&one) == Some("disabled"));
    assert!(!publish(&one, 7, "2").await && cause(&one) == Some("nonce"));
    assert!(ask(&other, "key").await && publish(&other, 7, "2").await, "it never heard of them");
    assert!(other.last().reason.unwrap().contains("what other gates know is not known"));
}

#[tokio::test]
async fn a_redis_that_says_nothing_is_waited_for_so_long_and_no_longer() {
    let redis = FakeRedis::new().await;
    let one = Stage::new(&format!("{HUB}\n{}", redis.table("200ms")));
    redis.mood(Mood::Silent);
    assert!(!ask(&one, "key").await);
    assert!(one.last().reason.unwrap().ends_with("no answer within 200ms"));
    redis.mood(Mood::Well);
    // The attempt that hangs ends by itself.
    for _ in 0..100 {
        if ask(&one, "key").await {
            return;
        }
    }
    panic!("{:?}", one.last());
}

#[tokio::test]
async fn a_password_that_is_refused_is_told_to_nobody_and_tried_again() {
    let redis = FakeRedis::new().await;
    redis.mood(Mood::Strict);
    let [one, _] = two(&redis, "");
    let why = one.gate.reach_redis().await.unwrap_err();
    assert!(why.contains("Redis at 127.0.0.1") && !why.contains("hush"), "{why}");
    let settings = one.gate.settings();
    assert!(!format!("{settings:?} {:?}", settings.redis()).contains("hush"), "{settings:?}");
    redis.mood(Mood::Well);
    assert!(ask(&one, "key").await);
}

#[tokio::test]
async fn what_is_in_redis_and_not_understood_is_not_known() {
    let redis = FakeRedis::new().await;
    let [one, _] = two(&redis, "");
    redis.kept.lock().unwrap().insert("pili-gate:disabled:hub/key".to_owned(), "soon".to_owned());
    assert!(!ask(&one, "key").await && cause(&one) == Some("unavailable"));
    assert!(
        one.last().reason.unwrap().contains("`pili-gate:disabled:hub/key` is neither 0, -1 nor Unix seconds")
    );
}
