//! Saves what every stream of a hub showed in the last day, eight at a time, and reports what failed.
//!
//! Run with `cargo run -p pili --example nightly_recorder`; a local service has one stream that was on air.

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::{
    error::Error,
    time::{Duration, SystemTime},
};

use futures_util::{StreamExt as _, stream};
use pili::{
    core::Reason,
    live::{self, Client, Hub, names::StreamKey},
};
use pili_local::{
    DEMO_HUB, Listen, Local, flv,
    rtmp::{Pace, Publisher},
};

/// Two seconds of H.264 and AAC.
const CLIP: &[u8] = include_bytes!("../../pili-media/tests/data/clip.flv");

/// The file has a name, so a repeat makes the same file, and the client may repeat the call.
async fn save(client: &Client, hub: &Hub, key: StreamKey, day: std::ops::Range<SystemTime>) -> String {
    let save = hub.stream(key.clone()).save_as().span(day).file_name(format!("replay/{key}.m3u8"));
    match client.send(save).await {
        Ok(saved) => format!("{key}: {}", saved.fname),
        Err(error) if error.reason() == Reason::NoData => format!("{key}: was not live"),
        Err(error) => format!("{key}: FAILED, {error}"),
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let local = Local::demo();
    let server = local.serve(Listen::any()).await?;
    let mut publisher = Publisher::connect(&local.urls(DEMO_HUB, "evening")?.publish).await?;
    publisher.send_all(&flv::read(CLIP)?, Pace::Fast).await?;
    publisher.finish().await?;

    // In production: `live::client(credentials)?`.
    let client = live::builder(local.credentials().clone()).endpoint(server.endpoint()).build()?;
    let hub = Hub::new(DEMO_HUB);
    client.send(hub.stream("never-live").create()).await?;

    let now = local.clock().now();
    let day = now - Duration::from_secs(86_400)..now + Duration::from_secs(60);
    let keys: Vec<StreamKey> = client.items(hub.streams()).collect().await?;
    let mut told = stream::iter(keys).map(|key| save(&client, &hub, key, day.clone())).buffer_unordered(8);
    while let Some(line) = told.next().await {
        println!("{line}");
    }
    Ok(())
}
