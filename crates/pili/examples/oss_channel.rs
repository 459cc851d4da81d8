//! A channel of OSS: made, published to with a signed URL, looked at, and its past as a playlist.
//!
//! Run with `cargo run -p pili --features oss --example oss_channel`; it needs no account.

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::{error::Error, time::Duration};

use pili::{
    oss::{Bucket, Client, OssV4},
    urls::oss_rtmp::{Addressing, PublishUrl},
};
use pili_local::{
    DEMO_BUCKET, Listen, Local, flv,
    rtmp::{Pace, Publisher},
};

/// Two seconds of H.264 and AAC.
const CLIP: &[u8] = include_bytes!("../../pili-media/tests/data/clip.flv");

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let local = Local::demo();
    let server = local.serve(Listen::any()).await?;
    let (keys, rtmp) = (local.credentials().clone(), server.addresses().rtmp.to_string());

    // In production: `pili::oss::client("cn-hangzhou", keys)?`, and the bucket stands in the host.
    let client =
        Client::builder(server.endpoint()).signer(OssV4::new(keys.clone(), "cn-hangzhou")).build()?;
    let bucket = Bucket::new(DEMO_BUCKET).addressing(Addressing::Path);
    let channel = bucket.channel("evening");
    let created = client.send(channel.create().fragments(Duration::from_secs(1), 3)).await?;
    println!("watch at {:?}", created.play_url());

    let begun = local.clock().now();
    let url = PublishUrl::new(&rtmp, DEMO_BUCKET, "evening")?.addressing(Addressing::Path);
    let url = url.playlist_name("playlist.m3u8").sign(&keys, begun + Duration::from_secs(3600))?;
    let mut publisher = Publisher::connect(&url).await?;
    publisher.send_all(&flv::read(CLIP)?, Pace::Fast).await?;

    let stat = client.send(channel.stat()).await?;
    println!("{}: {:?}", stat.status, stat.video);
    publisher.finish().await?;

    let until = local.clock().now() + Duration::from_secs(60);
    client.send(channel.post_vod_playlist("night.m3u8", begun - Duration::from_secs(60)..until)).await?;
    for publish in client.send(channel.history()).await? {
        println!("published: {publish:?}");
    }
    client.send(channel.delete()).await?;
    Ok(())
}
