//! The live status of many streams.

use std::{
    convert::Infallible,
    sync::{Arc, Mutex},
};

use pili_live::{
    Client, Hub,
    core::{Request, Response},
    names::StreamKey,
    stream::LiveStatus,
};

use crate::{at, endpoint};

/// Says that every third of the streams that are asked for is live, in reverse order.
fn every_third(request: &Request) -> Response {
    let asked: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
    let keys = asked["items"].as_array().unwrap().iter().rev().filter_map(|key| key.as_str());
    let live = keys.filter(|key| number(key) % 3 == 0);
    let items: Vec<_> =
        live.map(|key| serde_json::json!({ "key": key, "startAt": number(key) + 1 })).collect();
    Response::new(serde_json::json!({ "items": items }).to_string().into())
}

fn number(key: &str) -> u64 {
    key[1..].parse().unwrap()
}

#[tokio::test]
async fn the_order_of_250_keys_is_kept_over_three_calls() {
    let sizes = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&sizes);
    let service = tower::service_fn(move |request: Request| {
        let asked: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
        seen.lock().unwrap().push(asked["items"].as_array().unwrap().len());
        std::future::ready(Ok::<_, Infallible>(every_third(&request)))
    });
    let client = Client::new(endpoint(), service);
    let keys: Vec<_> = (0..250).map(|n| format!("s{n}")).collect();
    let statuses: Vec<(StreamKey, Option<LiveStatus>)> =
        client.items(Hub::new("demo-hub").live_statuses(keys.clone())).collect().await.unwrap();
    assert_eq!(*sizes.lock().unwrap(), [100, 100, 50]);
    assert!(statuses.iter().map(|(key, _)| key.as_str()).eq(keys.iter().map(String::as_str)));
    for (key, status) in &statuses {
        let start = status.as_ref().map(|status| status.start_at);
        let n = number(key.as_str());
        assert_eq!(start, (n % 3 == 0).then_some(at(n + 1)), "{key}");
    }
}

#[tokio::test]
async fn no_keys_are_one_call_and_no_entries() {
    let service =
        tower::service_fn(|request: Request| std::future::ready(Ok::<_, Infallible>(every_third(&request))));
    let client = Client::new(endpoint(), service);
    let none: Vec<_> = client
        .items(Hub::new("demo-hub").live_statuses(Vec::<String>::new()))
        .collect::<Vec<(StreamKey, Option<LiveStatus>)>>()
        .await
        .unwrap();
    assert!(none.is_empty());
}
