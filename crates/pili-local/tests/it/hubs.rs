use std::time::Duration;

use pili_core::Reason;
use pili_core::auth::Clock;
use pili_live::{Hub, PublishSecurity};
use pili_local::{
    DEMO_HUB, Local, Server,
    rtmp::{Pace, PublishError, publish},
};
use pili_urls::publish::PublishAuth;

use crate::support::{CLIP, at, hub, in_process, over_socket, plain_url, publish_url, serve, signed};

/// What a publisher is told; nothing if it may publish.
async fn attempt(server: &Server, key: &str, auth: &PublishAuth) -> String {
    match publish(&auth.sign(&plain_url(server, key)).unwrap(), CLIP, Pace::Fast).await {
        Ok(_) => String::new(),
        Err(PublishError::Refused { description, .. }) => description,
        Err(error) => panic!("{error}"),
    }
}

fn in_an_hour() -> std::time::SystemTime {
    crate::support::now() + Duration::from_secs(3600)
}

#[tokio::test]
async fn hubs_are_listed_and_tell_their_settings() {
    let clock = Clock::fixed(at(1_700_000_000));
    let client = in_process(&Local::builder().hub(DEMO_HUB).hub("another").clock(clock).build());
    let names: Vec<_> = client.send(Hub::list()).await.unwrap().into_iter().map(|hub| hub.name).collect();
    assert_eq!(names, ["another", DEMO_HUB]);
    let info = client.send(hub().info()).await.unwrap();
    assert_eq!(
        (info.created_at, info.publish_security),
        (Some(at(1_700_000_000)), PublishSecurity::ExpirySk)
    );
    let missing = client.send(Hub::new("elsewhere").info()).await.unwrap_err();
    assert_eq!(missing.reason(), Reason::NotFound);
}

#[tokio::test]
async fn settings_of_a_hub_are_kept() {
    let client = in_process(&Local::demo());
    client.send(hub().set_hls_plus(true)).await.unwrap();
    client.send(hub().set_snapshot_interval(Duration::from_secs(5))).await.unwrap();
    client.send(hub().set_persistence("bucket", 60)).await.unwrap();
    client.send(hub().domain("vod.example.com").bind_vod()).await.unwrap();
    let info = client.send(hub().info()).await.unwrap();
    assert!(info.hls_plus);
    assert_eq!((info.snapshot_interval.unwrap().as_secs(), info.live_data_expire_days), (5, 60));
    assert_eq!((info.storage_bucket.as_str(), info.vod_domain.as_str()), ("bucket", "vod.example.com"));
}

#[tokio::test]
async fn the_publish_rule_of_the_hub_is_what_publishers_are_checked_against() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let by_account =
        PublishAuth::ExpirySk { credentials: local.credentials().clone(), expires_at: in_an_hour() };
    let by_key = PublishAuth::Expiry { key: "publish-key".into(), expires_at: in_an_hour() };
    let open_key = PublishAuth::Static { key: "publish-key".into() };

    assert_eq!(attempt(&server, "a", &by_account).await, "");
    client.send(hub().set_security(PublishSecurity::Expiry, "publish-key")).await.unwrap();
    assert_eq!(attempt(&server, "a", &by_key).await, "");
    let told = attempt(&server, "a", &by_account).await;
    assert!(told.contains("signed for the rule expiry_sk") && told.contains("expiry is wanted"), "{told}");
    let told =
        attempt(&server, "a", &PublishAuth::Expiry { key: "guessed".into(), expires_at: in_an_hour() }).await;
    assert!(told.contains("the key is another one"), "{told}");

    client.send(hub().set_security(PublishSecurity::Static, "publish-key")).await.unwrap();
    assert_eq!(attempt(&server, "a", &open_key).await, "");
    let told = attempt(&server, "a", &PublishAuth::Static { key: "guessed".into() }).await;
    assert!(told.contains("not a publish key"), "{told}");

    client.send(hub().set_security(PublishSecurity::None, "publish-key")).await.unwrap();
    assert_eq!(attempt(&server, "a", &PublishAuth::None).await, "");
}

#[tokio::test]
async fn a_nonce_must_grow_with_each_publish() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    client.send(hub().set_security(PublishSecurity::Dynamic, "publish-key")).await.unwrap();
    let with = |nonce| PublishAuth::Dynamic { key: "publish-key".into(), nonce };
    assert_eq!(attempt(&server, "a", &with(7)).await, "");
    for nonce in [7, 6] {
        let told = attempt(&server, "a", &with(nonce)).await;
        assert!(told.contains("not above the last, 7"), "{told}");
    }
    assert_eq!(attempt(&server, "a", &with(8)).await, "");
    assert_eq!(attempt(&server, "b", &with(1)).await, "");
}

#[tokio::test]
async fn an_expired_url_is_refused_at_the_time_of_the_services_clock() {
    let ahead = Clock::new(|| crate::support::now() + Duration::from_secs(7200));
    let local = Local::builder().hub(DEMO_HUB).clock(ahead).build();
    let server = serve(&local).await;
    let url = publish_url(&server, "a", local.credentials());
    match publish(&url, CLIP, Pace::Fast).await {
        Err(PublishError::Refused { description, .. }) => {
            assert!(description.starts_with("the URL expired 3"), "{description}");
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn settings_that_make_no_sense_are_refused() {
    let local = Local::demo();
    for (path, body) in [
        ("security", r#"{"publishSecurity":"secret","publishKey":"k"}"#),
        ("security", r#"{"publishSecurity":"expiry"}"#),
        ("hlsplus", "{}"),
        ("persistence", "{}"),
        ("snapshot", r#"{"snapshotInterval":-1}"#),
    ] {
        let request = http::Request::post(format!("http://h/v2/hubs/demo/{path}"))
            .header("content-type", "application/json")
            .body(body.into())
            .unwrap();
        let answer = signed(&local, request).await;
        assert_eq!(answer.status(), 400, "{path} {body}");
    }
}
