//! A call over loopback: encoded, signed, answered, decoded.

use std::{hint::black_box, rc::Rc};

use base64::{Engine as _, engine::general_purpose::URL_SAFE};
use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt as _, Full};
use hyper_util::{
    client::legacy::{Client as Pool, connect::HttpConnector},
    rt::TokioExecutor,
};
use pili::{Credentials, Endpoint, live, live::Hub};
use serde::Deserialize;
use tokio::{
    runtime::{Builder, Runtime},
    task::JoinSet,
};

use crate::{BY_HAND, Contestant, OURS, Row, by_hand, server::Address};

const ACCESS: &str = "access-key-of-the-usual-length-40-bytes-x";
const SECRET: &str = "secret-key-of-the-usual-length-40-bytes-x";

pub(crate) fn rows(address: &Address) -> Vec<Row> {
    let named = [("call, 1 in flight", 1), ("call, 32 in flight", 32), ("call, 256 in flight", 256)];
    named.into_iter().map(|(name, at_once)| row(name, at_once, &address.url())).collect()
}

fn row(name: &'static str, at_once: u32, url: &str) -> Row {
    let pool = |name, signed| pool(name, at_once, url, signed);
    let key = by_hand::Key::ring(SECRET);
    Row::new(
        name,
        4096,
        [ours(at_once, url), pool(BY_HAND, Some(key)), pool("pool, unsigned", None), reqwest(at_once, url)],
    )
}

pub(crate) fn client(url: &str) -> live::Client {
    live::builder(Credentials::new(ACCESS, SECRET)).endpoint(Endpoint::parse(url).unwrap()).build().unwrap()
}

pub(crate) fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Does the work `times` times, `at_once` at a time.
fn in_flight<F: Future<Output = ()> + Send + 'static>(
    name: &'static str,
    at_once: u32,
    work: impl Fn() -> F + Clone + Send + 'static,
) -> Contestant {
    let runtime = Rc::new(runtime());
    Contestant::batches(name, move |times| {
        runtime.block_on(async {
            let mut tasks = JoinSet::new();
            for _ in 0..at_once {
                let work = work.clone();
                tasks.spawn(async move {
                    for _ in 0..times / at_once {
                        work().await;
                    }
                });
            }
            while tasks.join_next().await.is_some() {}
        });
    })
}

fn ours(at_once: u32, url: &str) -> Contestant {
    let client = client(url);
    let stream = Hub::new("shows").stream("evening");
    in_flight(OURS, at_once, move || {
        let call = client.send(stream.info());
        async { drop(black_box(call.await.unwrap())) }
    })
}

fn pool(name: &'static str, at_once: u32, url: &str, key: Option<by_hand::Key>) -> Contestant {
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    let pool: Pool<_, Full<Bytes>> = Pool::builder(TokioExecutor::new()).build(connector);
    let url: &'static str = url.to_owned().leak();
    in_flight(name, at_once, move || {
        let (pool, key) = (pool.clone(), key.clone());
        async move {
            let stream = URL_SAFE.encode(black_box("evening"));
            let uri = format!("{url}/v2/hubs/shows/streams/{stream}");
            let mut request = Request::get(uri).body(Bytes::new()).unwrap();
            if let Some(key) = key {
                by_hand::sign(&mut request, ACCESS, &key);
            }
            let response = pool.request(request.map(Full::new)).await.unwrap();
            assert!(response.status().is_success());
            let body = response.into_body().collect().await.unwrap().to_bytes();
            drop(black_box(serde_json::from_slice::<Info>(&body).unwrap()));
        }
    })
}

fn reqwest(at_once: u32, url: &str) -> Contestant {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url: &'static str = url.to_owned().leak();
    in_flight("reqwest, unsigned", at_once, move || {
        let client = client.clone();
        async move {
            let stream = URL_SAFE.encode(black_box("evening"));
            let call = client.get(format!("{url}/v2/hubs/shows/streams/{stream}"));
            let body = call.send().await.unwrap().error_for_status().unwrap().bytes().await.unwrap();
            drop(black_box(serde_json::from_slice::<Info>(&body).unwrap()));
        }
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "they are read from the body and no further")]
struct Info {
    created_at: i64,
    updated_at: i64,
    expire_at: i64,
    disabled_till: i64,
    converts: Vec<String>,
    watermark: bool,
    publish_security: String,
    publish_key: String,
    nrop_enable: bool,
}
