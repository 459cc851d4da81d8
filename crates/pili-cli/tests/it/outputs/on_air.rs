//! A stream that is published while commands look at it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili::{
    auth::Clock,
    urls::{Domain, StreamPath, publish, publish::PublishAuth},
};
use pili_local::{
    DEMO_HUB, Local, flv,
    rtmp::{Pace, Publisher},
};

use crate::stage::Stage;

pub(super) const CLIP: &[u8] = include_bytes!("../../../assets/clip.flv");

/// A multiple of five minutes: 2023-11-14T22:15:00Z.
pub(super) const BEGIN: u64 = 1_700_000_100;

pub(super) fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(BEGIN + seconds)
}

/// A service whose clock stands still unless a test moves it.
pub(super) async fn stage() -> Stage {
    Stage::on(Local::builder().hub(DEMO_HUB).clock(Clock::fixed(at(0))).build()).await
}

/// Publishes the clip at once, and stays. All of it has arrived.
pub(super) async fn go_live(stage: &Stage, key: &str) -> Publisher {
    let domain = Domain::new(stage.server.addresses().rtmp.to_string()).unwrap();
    let url = publish::rtmp(&domain, &StreamPath::new(DEMO_HUB, key).unwrap());
    let auth = PublishAuth::ExpirySk { credentials: stage.local.credentials().clone(), expires_at: at(3600) };
    let mut publisher = Publisher::connect(&auth.sign(&url).unwrap()).await.unwrap();
    publisher.send_all(&flv::read(CLIP).unwrap(), Pace::Fast).await.unwrap();
    let client = pili::live::builder(stage.local.credentials().clone()).transport(stage.local.transport());
    let stream = pili::live::Hub::new(DEMO_HUB).stream(key);
    // It has arrived when the rates grow no more.
    let mut rates = (0, -1);
    while rates.0 > rates.1 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let live = client.send(stream.live()).await.unwrap();
        rates = (live.map_or(0, |live| live.bps), rates.0);
    }
    publisher
}

#[tokio::test]
async fn streams_on_air() {
    let mut stage = stage().await;
    stage.varies(r#"("(bps|(audio|video)(BitRate|Fps|FrameRate|)|data)": ?)[\d.]+"#, "${1}N");
    stage.varies(r"(?m)^((bps|(audio|video)BitRate|fps\.\w+) +)\d+$", "${1}N");
    stage.varies(r"(UTC  )\d+ +[\d.]+ +[\d.]+  ", "${1}N  N  N  ");
    stage.varies(r"(?m)^((morning|nosuch)  -) +- +- +- +-$", "${1}  -  -  -  -");
    let publisher = go_live(&stage, "evening").await;
    stage.run("pili LOCAL stream create morning").await;
    stage
        .run_all([
            "pili LOCAL stream live evening",
            "pili LOCAL stream live evening --json",
            "pili LOCAL stream live morning",
            "pili LOCAL stream live morning --json",
            "pili LOCAL stream live nosuch",
            "pili LOCAL stream live evening morning nosuch",
            "pili LOCAL stream live --prefix '' --jsonl",
            "pili LOCAL stream live --prefix x --json",
            "pili LOCAL stream live",
        ])
        .await;
    for _ in 0..5 {
        stage.local.measure();
        stage.local.clock().advance(Duration::from_secs(60));
    }
    publisher.finish().await.unwrap();
    stage
        .run_all([
            "pili LOCAL stream history evening",
            "pili LOCAL stream history evening --jsonl",
            "pili LOCAL stream history evening --yesterday",
            "pili LOCAL stream history morning --json",
            "pili LOCAL stream history evening --from soon",
            "pili LOCAL stream stats evening --from 2023-11-14T22:15:00Z --to 2023-11-14T22:20:00Z",
            "pili LOCAL stream stats evening --from 2023-11-14T22:15 --to 2023-11-14T22:20 --json",
            "pili LOCAL stream stats evening --from 2023-11-01 --to 2023-11-14",
        ])
        .await;
    stage.is("stream-live.txt");
}

#[tokio::test]
async fn files_of_streams() {
    let mut stage = stage().await;
    for key in ["evening", "night"] {
        go_live(&stage, key).await.finish().await.unwrap();
    }
    stage.run("pili LOCAL stream create morning").await;
    stage
        .run_all([
            "pili LOCAL stream save evening --fname shows/one.m3u8",
            "pili LOCAL stream save evening --fname two.mp4 --format mp4 --json",
            "pili LOCAL stream save --prefix '' --fname '{key}.m3u8' --jobs 1",
            "pili LOCAL stream save --prefix '' --fname '{key}.m3u8' --jobs 1 --jsonl",
            "pili LOCAL stream save --prefix '' --fname one.m3u8",
            "pili LOCAL stream save --prefix '' --yesterday --jobs 1",
            "pili LOCAL stream save morning",
            "pili LOCAL stream save evening nosuch morning --fname '{key}.flv' --format flv --failures left.txt --jobs 1",
            "pili LOCAL stream save --from-file left.txt --dry-run",
            "pili LOCAL stream save evening --delete-after-days 0",
            "pili LOCAL stream snapshot evening --at 2023-11-14T22:15:01Z --fname evening.jpg",
            "pili LOCAL stream snapshot evening night --at 1700000101 --fname '{key}.jpg' --jobs 1 --json",
            "pili LOCAL stream snapshot morning",
            "pili LOCAL stream snapshot evening --format png --at 1700000101",
            "pili LOCAL stream converts evening --set 720p,480p",
            "pili LOCAL stream info evening --json",
            "pili LOCAL stream converts --prefix '' --none --jobs 1",
            "pili LOCAL stream converts evening",
            "pili LOCAL stream converts evening --set ''",
        ])
        .await;
    stage.is("stream-files.txt");
}
