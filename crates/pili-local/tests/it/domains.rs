use std::time::Duration;

use pili_core::ApiError;
use pili_core::Reason;
use pili_live::{
    Hub,
    domain::{DomainType, UrlRule},
};
use pili_local::{
    DEMO_HUB, DomainCallback, Local,
    rtmp::{Pace, PublishError, publish},
};
use pili_urls::play::{AntiLeech, TimestampRule};

use crate::{
    media::go_live,
    support::{CLIP, hub, in_process, json, now, over_socket, publish_url, raw, serve, set_domain},
};

fn message(error: &pili_core::Error) -> &str {
    error.api_error().and_then(|error: &ApiError| error.message.as_deref()).unwrap_or_default()
}

#[tokio::test]
async fn a_domain_is_bound_once_and_unbound() {
    let client = in_process(&Local::builder().hub(DEMO_HUB).hub("another").build());
    let play = hub().domain("play.example.com");
    client.send(play.bind(DomainType::LiveHdl)).await.unwrap();
    let listed = client.send(hub().domains()).await.unwrap();
    assert_eq!(
        (listed.len(), listed[0].domain.as_str(), &listed[0].purpose),
        (1, "play.example.com", &DomainType::LiveHdl)
    );
    let info = client.send(hub().info()).await.unwrap();
    assert_eq!(
        (info.domains[0].domain.as_str(), info.default_domains[0].domain.as_str()),
        ("play.example.com", "play.example.com")
    );
    let elsewhere = Hub::new("another").domain("play.example.com").bind(DomainType::LiveRtmp);
    let taken = client.send(elsewhere).await.unwrap_err();
    assert_eq!((taken.reason(), message(&taken)), (Reason::AlreadyExists, "domain confict"));
    client.send(hub().domain("PLAY.example.com").unbind()).await.unwrap();
    let gone = client.send(play.unbind()).await.unwrap_err();
    assert_eq!((gone.reason(), message(&gone)), (Reason::NotFound, "not found"));
    assert_eq!(message(&client.send(play.info()).await.unwrap_err()), "no such domain");
}

#[tokio::test]
async fn certificate_and_rewrite_rules_are_kept() {
    let client = in_process(&Local::demo());
    let play = hub().domain("play.example.com");
    client.send(play.bind(DomainType::LiveHls)).await.unwrap();
    client.send(play.set_cert("wildcard")).await.unwrap();
    client.send(play.set_url_rewrite([UrlRule::new("^/old/(.*)", "/demo/${1}")])).await.unwrap();
    let info = client.send(play.info()).await.unwrap();
    assert!(info.cert_enable);
    assert_eq!((&*info.cert_name, info.url_rewrite.rules.len()), ("wildcard", 1));
    client.send(play.set_url_rewrite([])).await.unwrap();
    assert!(client.send(play.info()).await.unwrap().url_rewrite.rules.is_empty());
}

#[tokio::test]
async fn rewrite_rules_change_what_a_viewer_asks_for() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let play = hub().domain("play.example.com");
    client.send(play.bind(DomainType::LiveHls)).await.unwrap();
    let rule = UrlRule::new("(.+)/channel/(.+)/playlist.m3u8", format!("${{1}}/{DEMO_HUB}/${{2}}.m3u8"));
    client.send(play.set_url_rewrite([rule])).await.unwrap();
    let _publisher = go_live(&local, &server, "evening").await;
    for (host, status) in [("play.example.com", 200), ("other.example.com", 501)] {
        let request = http::Request::get(format!("http://{host}/channel/evening/playlist.m3u8"));
        let answer = raw(&local, request.header("host", host).body("".into()).unwrap()).await;
        let text = String::from_utf8_lossy(answer.body()).into_owned();
        assert_eq!(answer.status().as_u16(), status, "{host}: {text}");
        assert_eq!(text.starts_with("#EXTM3U"), status == 200, "{host}: {text}");
    }
    let broken = client.send(play.set_url_rewrite([UrlRule::new("(", "")])).await.unwrap_err();
    assert!(message(&broken).contains("invalid args: pattern `(`"), "{broken}");
}

#[tokio::test]
async fn an_address_that_the_publish_domain_does_not_let_in_cannot_publish() {
    let local = Local::demo();
    let server = serve(&local).await;
    let url = publish_url(&server, "evening", local.credentials());
    let domain = || local.domain(DEMO_HUB, "127.0.0.1");
    for (limited, reason) in [
        (domain().let_in("10.0.0.0/8"), "127.0.0.1 in: it is not in its whitelist"),
        (domain().keep_out("127.0.0.1"), "127.0.0.1 in: it is in its blacklist"),
        (domain().let_in("127.0.0.0/8").keep_out("10.0.0.0/8"), ""),
    ] {
        limited.bind().unwrap();
        let told = match publish(&url, CLIP, Pace::Fast).await {
            Ok(_) => String::new(),
            Err(PublishError::Refused { description, .. }) => description,
            Err(error) => panic!("{error}"),
        };
        assert!(told.ends_with(reason) && told.is_empty() == reason.is_empty(), "{reason}: {told}");
    }
}

#[tokio::test]
async fn the_play_rule_of_a_domain_guards_playback_and_says_what_is_wrong() {
    let local = Local::demo();
    let server = serve(&local).await;
    let _publisher = go_live(&local, &server, "evening").await;
    set_domain(
        &local,
        "play.example.com",
        r#"{"type":"liveHdl","playSecurity":{"type":"tsExpireMD5","key1":"one","key2":"two","gapDuration":0}}"#,
    )
    .await;
    let leech = |key: &str| AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, key);
    for extension in ["flv", "m3u8", "mp4", "jpg"] {
        let plain = format!("http://play.example.com/{DEMO_HUB}/evening.{extension}");
        let (later, earlier) = (now() + Duration::from_secs(60), now() - Duration::from_secs(60));
        for (url, status, reason) in [
            (leech("one").sign(&plain, later).unwrap(), 200, ""),
            (leech("two").sign(&plain, later).unwrap(), 200, ""),
            (leech("three").sign(&plain, later).unwrap(), 403, "the MD5 is wrong"),
            (leech("one").sign(&plain, earlier).unwrap(), 403, "the URL expired 6"),
            (plain.clone(), 403, "the URL has no `t`"),
            (plain.replace("play.", "other."), 200, ""),
        ] {
            let (got, told) = fetched(&local, &url).await;
            assert_eq!(got, status, "{url}: {told}");
            assert!(told.contains(reason), "{url}: {told}");
        }
    }
}

/// The status of an answer, and its error.
async fn fetched(local: &Local, url: &str) -> (u16, String) {
    let host = url.split('/').nth(2).unwrap();
    let request = http::Request::get(url).header("host", format!("{host}:8080")).body("".into()).unwrap();
    let answer = crate::support::head(local, request).await;
    (answer.0, answer.1)
}

#[tokio::test]
async fn the_ip_limit_of_a_play_domain_holds_and_a_disabled_domain_serves_nobody() {
    let local = Local::demo();
    let server = serve(&local).await;
    let _publisher = go_live(&local, &server, "evening").await;
    let domain = || local.domain(DEMO_HUB, "play.example.com").purpose(DomainType::LiveHls);
    for (closed, reason) in [
        (domain().keep_out("127.0.0.0/8"), "it is in its blacklist"),
        (domain().disabled(), "the domain play.example.com is disabled"),
    ] {
        closed.bind().unwrap();
        for path in ["evening.flv", "evening.mp4", "evening.m3u8", "evening/0.ts"] {
            let (status, told) = fetched(&local, &format!("http://play.example.com/demo/{path}")).await;
            assert_eq!(status, 403, "{reason}");
            assert!(told.contains(reason), "{path}: {told}");
        }
    }
}

#[tokio::test]
async fn settings_that_could_not_take_effect_are_refused_naming_the_field() {
    let local = Local::demo();
    for (settings, named) in [
        (r#"{"type":"publishSrt"}"#, "type"),
        (r#"{"type":"liveHls","ipLimit":{"whitelist":["example.com"]}}"#, "example.com"),
        (r#"{"type":"liveHls","playSecurity":{"type":"tsExpireMD5"}}"#, "key1"),
        (r#"{"type":"liveHls","playSecurity":{"type":"tsExpireMD5","key1":"k","rule":"$(what"}}"#, "rule"),
        (r#"{"type":"publishRtmp","connectCallback":{"type":"PUT"}}"#, "callback type"),
        (r#"{"type":"publishRtmp","connectCallback":{"type":"GET","url":"http://h"}}"#, "at least one var"),
        (
            r#"{"type":"publishRtmp","connectCallback":{"type":"GET","url":"http://h","vars":{"a":"b"},"retryTimes":6}}"#,
            "retryTimes",
        ),
    ] {
        let request = http::Request::put("http://h/_local/hubs/demo/domains/a.example.com");
        let answer = raw(&local, request.body(settings.into()).unwrap()).await;
        let told = json(&answer)["error"].as_str().unwrap().to_owned();
        assert_eq!(answer.status(), 400, "{settings}");
        assert!(told.contains(named), "{settings}: {told}");
    }
    let client = in_process(&local);
    assert!(client.send(hub().domains()).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_set_privately_is_read_through_the_public_call() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let settings = r#"{"type":"publishRtmp","disconnectDelay":5,"ipLimit":{"whitelist":["127.0.0.0/8"]}}"#;
    set_domain(&local, "publish.example.com", settings).await;
    let info = client.send(hub().domain("publish.example.com").info()).await.unwrap();
    assert_eq!((&*info.domain, info.disconnect_delay.as_secs()), ("publish.example.com", 5));
    assert_eq!(info.ip_limit.whitelist, ["127.0.0.0/8"]);
}

#[tokio::test]
async fn a_domain_that_is_bound_by_hand_is_as_the_private_route_sets_it_and_refused_alike() {
    let local = Local::builder().hub(DEMO_HUB).hub("other").build();
    let rule = TimestampRule::Expire { gap: Duration::from_secs(5) };
    let told = DomainCallback::get("http://h").var("a", "$(title)").repeat(2, Duration::from_secs(1));
    let domain = || local.domain(DEMO_HUB, "play.test").purpose(DomainType::LiveHdl);
    domain().play_rule(rule, "one").on_connect(told).bind().unwrap();
    let by_hand = in_process(&local).send(hub().domain("play.test").info()).await.unwrap();
    let settings = r#"{"type":"liveHdl","playSecurity":{"type":"tsExpireMD5","key1":"one","gapDuration":5},
        "connectCallback":{"type":"GET","url":"http://h","vars":{"a":"$(title)"},"retryTimes":2,"retryInterval":1}}"#;
    set_domain(&local, "play.test", settings).await;
    assert_eq!(in_process(&local).send(hub().domain("play.test").info()).await.unwrap(), by_hand);

    let late = domain().disconnect_delay(Duration::from_secs(61)).bind().unwrap_err();
    assert_eq!((late.status(), late.message()), (400, "invalid args: disconnectDelay must be 0 to 60"));
    assert_eq!(local.domain("nowhere", "a.test").bind().unwrap_err().status(), 612);
    assert_eq!(local.domain("other", "play.test").bind().unwrap_err().status(), 614);
}
