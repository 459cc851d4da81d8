use std::hint::black_box;

use bytes::Bytes;
use http::Response;
use pili::{Operation as _, live::Hub};
use serde::Deserialize;

use crate::{BY_HAND, Contestant, OURS, Row};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new("decode the live status of 100 streams", 500, [statuses(), plain_statuses()]),
        Row::new("decode a page of 5000 keys", 50, [page(), plain_page(), borrowed_page()]),
    ]
}

/// The members that the vendor's page shows.
fn some_statuses() -> Bytes {
    let entries: Vec<_> = (0..100).map(|n| {
        format!(
            r#"{{"key":"stream-{n:04}","startAt":1700000{n:03},"clientIP":"203.0.113.{n}:51234","bps":1048576,"fps":{{"audio":43,"video":25,"data":0}}}}"#
        )
    }).collect();
    format!(r#"{{"items":[{}]}}"#, entries.join(",")).into()
}

fn some_keys() -> Bytes {
    let entries: Vec<_> = (0..5000).map(|n| format!(r#"{{"key":"stream-{n:07}"}}"#)).collect();
    format!(r#"{{"items":[{}],"marker":"5000"}}"#, entries.join(",")).into()
}

fn statuses() -> Contestant {
    let call = Hub::new("shows").batch_live(["a"]);
    let response = Response::new(some_statuses());
    Contestant::new(OURS, move || drop(black_box(call.decode(black_box(&response)).unwrap())))
}

fn page() -> Contestant {
    let call = Hub::new("shows").streams();
    let response = Response::new(some_keys());
    Contestant::new(OURS, move || drop(black_box(call.decode(black_box(&response)).unwrap())))
}

fn plain_statuses() -> Contestant {
    let body = some_statuses();
    Contestant::new(BY_HAND, move || {
        drop(black_box(serde_json::from_slice::<Items<Status>>(black_box(&body)).unwrap()));
    })
}

fn plain_page() -> Contestant {
    let body = some_keys();
    Contestant::new(BY_HAND, move || {
        drop(black_box(serde_json::from_slice::<Page<Key>>(black_box(&body)).unwrap()));
    })
}

/// Which no answer that outlives its response can be.
fn borrowed_page() -> Contestant {
    let body = some_keys();
    Contestant::new("by hand, borrowed", move || {
        drop(black_box(serde_json::from_slice::<Page<BorrowedKey<'_>>>(black_box(&body)).unwrap()));
    })
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "they are read from the body and no further")]
struct Items<T> {
    items: Vec<T>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "they are read from the body and no further")]
struct Page<T> {
    items: Vec<T>,
    marker: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "they are read from the body and no further")]
struct Key {
    key: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "they are read from the body and no further")]
struct BorrowedKey<'a> {
    key: &'a str,
}

/// The members of ours.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "they are read from the body and no further")]
struct Status {
    key: String,
    start_at: i64,
    #[serde(rename = "clientIP", default)]
    client_ip: String,
    #[serde(rename = "serverIP")]
    server_ip: Option<String>,
    #[serde(default)]
    bps: i64,
    #[serde(default)]
    fps: Fps,
    max_gop: Option<i64>,
    avg_gop: Option<i64>,
    video_bit_rate: Option<i64>,
    audio_bit_rate: Option<i64>,
    play_count: Option<i64>,
    bandwidth: Option<i64>,
    location: Option<String>,
    isp: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
#[allow(dead_code, reason = "they are read from the body and no further")]
struct Fps {
    audio: i64,
    video: i64,
    data: i64,
}
