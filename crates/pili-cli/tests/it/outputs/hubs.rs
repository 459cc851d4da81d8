use std::time::Duration;

use pili::urls::play::TimestampRule;
use pili_local::DEMO_HUB;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::on_air::{at, go_live, stage};
use crate::stage::Stage;

#[tokio::test]
async fn hubs() {
    let mut stage = stage().await;
    stage
        .run_all([
            "pili LOCAL hub ls",
            "pili LOCAL hub ls --json",
            "pili LOCAL hub info",
            "pili LOCAL hub info demo --json",
            "pili LOCAL hub info nosuch",
            "pili hub info",
        ])
        .await;
    stage.run_with("pili LOCAL hub set-security expiry", "a-publish-key\n").await;
    stage.run("pili LOCAL hub set-security expiry").await;
    stage
        .run_all([
            "pili LOCAL hub set-security tsExpireMD5",
            "pili LOCAL hub set-hls-plus on",
            "pili LOCAL hub set-persistence replays --days 60",
            "pili LOCAL hub set-snapshot-interval 5s",
            "pili LOCAL hub set-snapshot-interval 5ms",
            "pili LOCAL hub info --jsonl",
        ])
        .await;
    stage.is("hub.txt");
}

#[tokio::test]
async fn domains() {
    let mut stage = stage().await;
    let signed = TimestampRule::Expire { gap: Duration::ZERO };
    stage.local.domain(DEMO_HUB, "signed.example.com").play_rule(signed, "a-play-key").bind().unwrap();
    stage
        .run_all([
            "pili LOCAL domain bind live.example.com --type liveHls",
            "pili LOCAL domain bind vod.example.com --type vod",
            "pili LOCAL domain bind-vod vod.example.com",
            "pili LOCAL domain ls",
            "pili LOCAL domain ls --jsonl",
            "pili LOCAL domain set-cert live.example.com star-example-com",
            "pili LOCAL domain set-url-rewrite live.example.com --rule '(.+)/live/(.+)' '${1}/demo/${2}' --rule a b",
            "pili LOCAL domain info live.example.com",
            "pili LOCAL domain set-url-rewrite live.example.com --none",
            "pili LOCAL domain set-url-rewrite live.example.com",
            "pili LOCAL domain info signed.example.com --json",
            "pili LOCAL domain info signed.example.com --show-keys --jsonl",
            "pili LOCAL domain unbind live.example.com",
            "pili LOCAL domain info live.example.com",
            "pili LOCAL domain info 'no domain'",
        ])
        .await;
    stage.is("domain.txt");
}

/// A viewer who has seen the first bytes.
async fn watch(stage: &Stage) -> TcpStream {
    let mut socket = TcpStream::connect(stage.server.addresses().http).await.unwrap();
    let ask = format!("GET /{DEMO_HUB}/evening.flv HTTP/1.0\r\nHost: live.example.com\r\n\r\n");
    socket.write_all(ask.as_bytes()).await.unwrap();
    socket.read_exact(&mut [0; 1024]).await.unwrap();
    socket
}

#[tokio::test]
async fn statistics() {
    let mut stage = stage().await;
    stage.varies(r#"("bandwidth": ?)[1-9]\d*"#, "${1}N");
    stage.varies(r"((UTC|evening)  2  )\d+", "${1}N");
    stage.varies(r"(?m)^ +[\d.]+k( +█)", "    N$1");
    let publisher = go_live(&stage, "evening").await;
    let mut viewers = Vec::new();
    for minute in 0..5 {
        stage.local.clock().set(at(minute * 60));
        if minute < 3 {
            viewers.push(watch(&stage).await);
        }
        stage.local.measure();
    }
    publisher.finish().await.unwrap();
    // What is on its way is counted when it has arrived.
    for mut viewer in viewers {
        viewer.read_to_end(&mut Vec::new()).await.unwrap();
    }
    stage.local.clock().set(at(3600));
    let days = "--from 20231115 --to 20231116";
    stage
        .run_all([
            "pili LOCAL stat play",
            "pili LOCAL stat play --json",
            "pili LOCAL stat play --from 2023-11-14T22:10:00Z --to 2023-11-14T22:30:00Z",
            "pili LOCAL stat play --from 2023-11-14T22:10:00Z --to 2023-11-14T22:30:00Z --jsonl",
            "pili LOCAL stat play --at 2023-11-14T22:15:00Z",
            "pili LOCAL stat play --at 2023-11-14T22:15:00Z --json",
            "pili LOCAL stat play --at 2023-11-14T22:15:00Z --yesterday",
            "pili LOCAL stat play --from 2023-11-14T22:00:00Z --to 2023-11-14T22:40:00Z --chart",
            "pili LOCAL stat play --from 2023-11-14T22:00:00Z --to 2023-11-14T22:40:00Z --chart --jsonl",
            "pili LOCAL stat play --from 2023-11-14T22:00:00Z --to 2023-11-14T22:40:00Z --svg play.svg",
            "pili LOCAL stat play --from 2023-11-14T22:00:00Z --to 2023-11-14T22:40:00Z --svg no/play.svg",
            "pili LOCAL stat play --from 2023-11-14T22:00:00Z --to 2023-11-13T22:40:00Z --chart",
            "pili LOCAL stat play --at 2023-11-14T22:15:00Z --chart",
            &format!("pili LOCAL stat usage upflow {days}"),
            &format!("pili LOCAL stat usage upflow {days} --json"),
            &format!("pili LOCAL stat usage upflow {days} --group-by hub --step hour"),
            &format!("pili LOCAL stat usage upflow {days} --group-by hub --jsonl"),
            &format!("pili LOCAL stat usage upflow {days} --group-by colour"),
            &format!("pili LOCAL stat usage downflow {days} --only hub=demo --except area=hk"),
            &format!("pili LOCAL stat usage downflow {days} --group-by domain"),
            &format!("pili LOCAL stat usage codec {days} --group-by profile"),
            &format!("pili LOCAL stat usage nrop {days} --group-by assured"),
            &format!("pili LOCAL stat usage caster {days} --group-by container"),
            &format!("pili LOCAL stat usage publish {days} --group-by tp"),
            &format!("pili LOCAL stat usage codec {days}"),
            &format!("pili LOCAL stat usage nrop {days}"),
            &format!("pili LOCAL stat usage caster {days}"),
            &format!("pili LOCAL stat usage publish {days}"),
            "pili LOCAL stat usage upflow --from tomorrow --to 20231116",
            "pili LOCAL stat usage upflow --from 20231116 --to 20231115",
        ])
        .await;
    let picture = std::fs::read_to_string(stage.file("play.svg")).unwrap();
    assert!(picture.starts_with("<svg ") && picture.contains("<polyline"), "{picture}");
    stage.is("stat.txt");
}
