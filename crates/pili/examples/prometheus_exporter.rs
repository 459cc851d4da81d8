//! Play statistics for Prometheus: each scrape asks the vendor, and a failed call is a figure too.
//!
//! Run with `cargo run -p pili --example prometheus_exporter`; it scrapes itself once, over a local service.

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::{error::Error, fmt::Write as _};

use axum::{Router, extract::State, routing};
use pili::live::{self, Client, Hub};
use pili_local::{
    DEMO_HUB, Listen, Local, flv,
    rtmp::{Pace, Publisher},
};

/// Two seconds of H.264 and AAC.
const CLIP: &[u8] = include_bytes!("../../pili-media/tests/data/clip.flv");

async fn metrics(State((client, hub)): State<(Client, Hub)>) -> String {
    let mut text = String::from("# TYPE pili_up gauge\n");
    let play = match client.send(hub.play()).await {
        Ok(play) => play,
        // The reason is a label: what is alerted on is a refusal, not a moment without a network.
        Err(error) => return format!("{text}pili_up{{reason=\"{:?}\"}} 0\n", error.reason()),
    };
    text += "pili_up 1\n# TYPE pili_viewers gauge\n# TYPE pili_bandwidth_bits_per_second gauge\n";
    for (key, played) in &play.streams {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "pili_viewers{{stream=\"{key}\"}} {}", played.count);
        let _ = writeln!(text, "pili_bandwidth_bits_per_second{{stream=\"{key}\"}} {}", played.bandwidth);
    }
    text
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let local = Local::demo();
    let server = local.serve(Listen::any()).await?;
    let urls = local.urls(DEMO_HUB, "evening")?;
    let mut publisher = Publisher::connect(&urls.publish).await?;
    publisher.send_all(&flv::read(CLIP)?, Pace::Fast).await?;
    let _viewer = reqwest::get(&urls.flv).await?;
    local.measure();

    // In production: `live::client(credentials)?`. The vendor's figures are renewed every minute.
    let client = live::builder(local.credentials().clone()).endpoint(server.endpoint()).build()?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let app = Router::new().route("/metrics", routing::get(metrics)).with_state((client, Hub::new(DEMO_HUB)));
    tokio::spawn(async { axum::serve(listener, app).await });

    println!("{}", reqwest::get(format!("http://{address}/metrics")).await?.text().await?);
    Ok(())
}
