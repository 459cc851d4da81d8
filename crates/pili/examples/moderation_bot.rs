//! A bot that looks at a picture of each live stream, and disables for ten minutes what should not be shown.
//!
//! Run with `cargo run -p pili --example moderation_bot`; a local service has two streams on air.

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::{error::Error, time::Duration};

use pili::{
    core::Reason,
    live::{self, Client, Hub},
};
use pili_local::{
    DEMO_HUB, Listen, Local, flv,
    rtmp::{Pace, Publisher},
};

/// Two seconds of H.264 and AAC.
const CLIP: &[u8] = include_bytes!("../../pili-media/tests/data/clip.flv");

/// Here a classifier goes; this one minds the name.
fn is_wanted(key: &str, _picture: &str) -> bool {
    !key.starts_with("bad")
}

/// One round over all that are live.
async fn moderate(client: &Client, hub: &Hub) -> pili::core::Result<()> {
    let mut live = client.items(hub.streams().live_only());
    while let Some(key) = live.next().await {
        let key = key?;
        let stream = hub.stream(key.clone());
        let picture = match client.send(stream.snapshot().file_name(format!("check/{key}.jpg"))).await {
            Err(error) if error.reason() == Reason::NoData => continue, // It ended meanwhile.
            taken => taken?.fname,
        };
        if !is_wanted(key.as_str(), &picture) {
            client.send(stream.disable_for(Duration::from_secs(600))).await?;
            println!("{key} is disabled: see {picture}");
        }
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let local = Local::demo();
    let server = local.serve(Listen::any()).await?;
    let mut publishers = Vec::new();
    for key in ["evening", "bad-show"] {
        let mut publisher = Publisher::connect(&local.urls(DEMO_HUB, key)?.publish).await?;
        publisher.send_all(&flv::read(CLIP)?, Pace::Fast).await?;
        publishers.push(publisher);
    }

    // In production: `live::client(credentials)?`, and this every half minute.
    let client = live::builder(local.credentials().clone()).endpoint(server.endpoint()).build()?;
    moderate(&client, &Hub::new(DEMO_HUB)).await?;
    Ok(())
}
