use std::time::Duration;

use pili::{auth::Clock, urls::oss_rtmp::PublishUrl};
use pili_local::{
    DEMO_BUCKET, Local, flv,
    rtmp::{Pace, Publisher},
};

use super::on_air::CLIP;
use crate::stage::Stage;

#[tokio::test]
async fn channels() {
    let mut stage = Stage::new().await;
    stage
        .run_all([
            "pili LOCAL oss channel ls",
            "pili LOCAL oss channel create evening --description 'of an evening' --frag-duration 5s --frag-count 3 --playlist-name evening.m3u8",
            "pili LOCAL oss channel create night --status disabled --json",
            "pili LOCAL oss channel create night --frag-count 3",
            "pili LOCAL oss channel create night --snapshot-interval 5s",
            "pili LOCAL oss channel ls",
            "pili LOCAL oss channel ls --prefix ni --jsonl",
            "pili LOCAL oss channel ls --bucket nosuch",
            "pili oss channel ls",
            "pili LOCAL oss channel info evening",
            "pili LOCAL oss channel info evening --json",
            "pili LOCAL oss channel info nosuch",
            "pili LOCAL oss channel status night enabled",
            "pili LOCAL oss channel status night off",
            "pili LOCAL oss channel stat night",
            "pili LOCAL oss channel history night --json",
            "pili LOCAL oss channel delete night",
            "pili LOCAL oss channel delete night",
        ])
        .await;
    stage.is("oss.txt");
}

#[tokio::test]
async fn a_channel_on_air() {
    // All of the clip is in the past when a playlist is made, however fast that is.
    let clock = Clock::fixed(Clock::system().now() - Duration::from_secs(60));
    let mut stage = Stage::on(Local::builder().bucket(DEMO_BUCKET).clock(clock).build()).await;
    stage.run("pili LOCAL oss channel create evening --frag-duration 1s --frag-count 3").await;
    let publisher = go_live(&stage).await;
    stage.run("pili LOCAL oss channel stat evening --json").await;
    stage.run("pili LOCAL oss channel delete evening").await;
    publisher.finish().await.unwrap();
    stage
        .run_all([
            "pili LOCAL oss channel history evening",
            "pili LOCAL oss channel history evening --jsonl",
            "pili LOCAL oss channel vod evening --from -1h",
            "pili LOCAL oss channel vod evening --from -1h --to +1h",
            "pili LOCAL oss channel vod evening --from -1h --playlist-name hour.m3u8",
            "pili LOCAL oss channel vod evening --from -1h --playlist-name hour",
            "pili LOCAL oss channel vod evening --from -2d",
            "pili LOCAL oss channel vod evening",
        ])
        .await;
    stage.is("oss-live.txt");
}

/// Publishes the clip as far as the service has taken it in, and stays.
async fn go_live(stage: &Stage) -> Publisher {
    let rtmp = stage.server.addresses().rtmp.to_string();
    let url = PublishUrl::new(&rtmp, DEMO_BUCKET, "evening").unwrap();
    let until = stage.local.clock().now() + Duration::from_secs(3600);
    let mut publisher =
        Publisher::connect(&url.sign(stage.local.credentials(), until).unwrap()).await.unwrap();
    publisher.send_all(&flv::read(CLIP).unwrap(), Pace::Fast).await.unwrap();
    publisher
}

#[tokio::test]
async fn urls_of_channels() {
    let mut stage = Stage::new().await;
    let until = "--expires-at 2100-01-01T00:00:00Z";
    stage
        .run_all([
            &*format!("pili --local oss channel url evening {until}"),
            &format!("pili --local oss channel url evening {until} --playlist-name tonight.m3u8 -q"),
            &format!("PILI_ACCESS_KEY=ak PILI_SECRET_KEY=sk PILI_REGION=cn-shanghai pili oss channel url evening --bucket b-1 {until} --json"),
            "pili --local oss channel url a/b",
        ])
        .await;
    stage.is("oss-url.txt");
}
