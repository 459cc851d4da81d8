//! The snippets of the README of `pili2`, the vendor's Python SDK for API v2, in Rust and in the same order:
//! URLs, hub, stream, rooms. They run against the local service, on sockets, with a clip to be live with.
//!
//! Run with `cargo run -p pili-conformance --example pili2_readme`; it needs no network.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::time::Duration;

use pili::{
    auth::Clock,
    live::{self, Client, Hub, Stream, names::StreamKey, stream::Disabled},
    rtc::{Permission, RoomAccess, Rtc, UserId, v2::Rooms},
    urls::{Domain, StreamPath, play, publish, publish::PublishAuth},
};
use pili_local::{
    DEMO_HUB, Listen, Local,
    rtmp::{Pace, Publisher},
};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Two seconds of H.264 and AAC.
const CLIP: &[u8] = include_bytes!("../../pili-media/tests/data/clip.flv");

#[tokio::main]
async fn main() -> Result {
    let local = Local::demo();
    let server = local.serve(Listen::any()).await?;
    let rtmp = server.addresses().rtmp;

    // In production without `endpoint`, and `pili::rtc::client(credentials)` beside it.
    let client = live::builder(local.credentials().clone()).endpoint(server.endpoint()).build()?;

    let publish_url = urls(&local, &rtmp.to_string())?;
    let mut publisher = Publisher::connect(&publish_url).await?;
    publisher.send_all(&pili_local::flv::read(CLIP)?, Pace::Fast).await?;
    let hub = Hub::new(DEMO_HUB);
    streams_of_a_hub(&client, &hub).await?;
    live_stream(&client, &hub.stream("test1")).await?;
    publisher.finish().await?;
    past_stream(&client, &hub.stream("test1")).await?;
    switched_off(&client, &hub.stream("stream_1")).await?;
    rooms(&client.for_api::<Rtc>(), &local).await?;
    server.shutdown().await;
    Ok(())
}

/// Generate RTMP publish, RTMP, HLS and HDL play and snapshot URLs.
fn urls(local: &Local, publish_domain: &str) -> Result<String> {
    let stream = StreamPath::new(DEMO_HUB, "test1")?;
    let credentials = local.credentials().clone();
    let expires_at = Clock::system().now() + Duration::from_secs(60);
    let plain = publish::rtmp(&Domain::new(publish_domain)?, &stream);
    let publish_url = PublishAuth::ExpirySk { credentials, expires_at }.sign(&plain)?;
    println!("RTMP publish URL: {publish_url}");
    println!("RTMP play URL:    {}", play::rtmp(&Domain::new("live-rtmp.test.com")?, &stream));
    println!("HLS live URL:     {}", play::hls(&Domain::new("live-hls.test.com")?, &stream));
    println!("HDL live URL:     {}", play::hdl(&Domain::new("live-hdl.test.com")?, &stream));
    println!("snapshot URL:     {}", play::snapshot(&Domain::new("live-snapshot.test.com")?, &stream));
    Ok(publish_url)
}

/// Create and get a stream, list streams and live streams, batch query live status.
async fn streams_of_a_hub(client: &Client, hub: &Hub) -> Result {
    for key in ["stream_1", "stream_2", "stream_3"] {
        client.send(hub.stream(key).create()).await?;
    }
    println!("get stream:   {:?}", client.send(hub.stream("stream_1").info()).await?);
    println!("list streams: {:?}", client.send(hub.streams().prefix("stream_").limit(2)).await?);
    let all: Vec<StreamKey> = client.items(hub.streams()).collect().await?;
    assert_eq!(all.len(), 4, "{all:?}");
    let live: Vec<StreamKey> = client.items(hub.streams().live_only()).collect().await?;
    assert_eq!(live, [StreamKey::new("test1")?]);
    for (key, status) in client.items(hub.live_statuses(["test1", "stream_1"])).collect::<Vec<_>>().await? {
        println!("live status:  {key} {status:?}");
    }
    Ok(())
}

/// Get stream live status, save snapshot.
async fn live_stream(client: &Client, stream: &Stream) -> Result {
    let status = client.send(stream.live()).await?.ok_or("it is live")?;
    println!("live since {:?} at {} bit/s: {:?}", status.start_at, status.bps, status.fps);
    let saved = client.send(stream.snapshot().file_name("test1.jpg")).await?;
    println!("snapshot:     {}", saved.fname);
    Ok(())
}

/// Get stream history activity, save live playback.
async fn past_stream(client: &Client, stream: &Stream) -> Result {
    let now = Clock::system().now();
    let history = client.send(stream.history().span(now - Duration::from_secs(86_400)..)).await?;
    println!("history:      {history:?}");
    assert_eq!(history.len(), 1);
    let playback = stream.save_as().span(now - Duration::from_secs(300)..).file_name("test1.m3u8");
    println!("playback:     {}", client.send(playback).await?.fname);
    Ok(())
}

/// Disable and enable a stream, update its converts.
async fn switched_off(client: &Client, stream: &Stream) -> Result {
    client.send(stream.disable_until(Clock::system().now() + Duration::from_secs(5))).await?;
    println!("disabled: {:?}", client.send(stream.info()).await?.disabled);
    client.send(stream.disable()).await?;
    assert_eq!(client.send(stream.info()).await?.disabled, Disabled::Forever);
    client.send(stream.enable()).await?;
    assert_eq!(client.send(stream.info()).await?.disabled, Disabled::No);
    client.send(stream.set_converts(["480p", "720p"])).await?;
    println!("converts:     {:?}", client.send(stream.info()).await?.converts);
    Ok(())
}

/// Create, get and delete a room; list its users and kick one; make a room token.
async fn rooms(client: &pili::rtc::Client, local: &Local) -> Result {
    let rooms = Rooms::v2();
    let name = client.send(rooms.create_room("owner").room_name("room-01").max_users(10)).await?;
    let room = rooms.room(name.clone());
    println!("room:         {:?}", client.send(room.info()).await?);
    let expires_at = Clock::system().now() + Duration::from_secs(1000);
    let access = RoomAccess::v2(name, UserId::new("user_9")?, Permission::Admin, expires_at);
    // What an app with the vendor's client SDK does with a room token.
    local.enter_room(&access.token(local.credentials())?)?;
    let users = client.send(room.users()).await?;
    println!("users:        {users:?}");
    assert_eq!(users.len(), 1);
    client.send(room.kick("user_9")).await?;
    assert!(client.send(room.users()).await?.is_empty());
    client.send(room.delete()).await?;
    Ok(())
}
