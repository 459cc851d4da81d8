//! What vendors post, after its signature was checked.

use bytes::Bytes;
use http::{Request, header::CONTENT_TYPE};
use pili_live::callback;
use pili_opentok::webhook;

use super::bytes;
use crate::{
    request::{parse, to_bytes},
    target::Target,
};

pub(super) const TARGETS: &[Target] = &[
    Target::parser("live-callback", live, |bytes| {
        parse(bytes)
            .is_some_and(|request| callback::parse(&request).map(|event| format!("{event:?}")).is_ok())
    }),
    Target::parser(
        "job-notice",
        || vectors("pili/callbacks.json").into_iter().chain(jobs()).collect(),
        |bytes| {
            drop(callback::parse_job(bytes).map(|notice| format!("{notice:?}")));
            true
        },
    ),
    Target::parser(
        "webhook",
        || vectors("opentok/webhooks.json"),
        |bytes| {
            drop(webhook::parse(bytes.to_vec()).map(|event| format!("{event:?}")));
            true
        },
    ),
];

fn live() -> Vec<Vec<u8>> {
    let get =
        "https://a.example/c?hub=h&title=t&type=connected&timestamp=1767225600&clientip=1.2.3.4&reqid=1";
    let body = "hub=h&title=t&type=disconnected&timestamp=1767225600&clientip=1.2.3.4&reqid=1";
    let form = Request::post("https://a.example/c").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let all = [Request::get(get).body(Bytes::new()), form.body(Bytes::from(body))];
    all.into_iter().flatten().map(|request| to_bytes(&request)).collect()
}

fn jobs() -> Vec<Vec<u8>> {
    bytes([
        r#"{"id":"z0.1","pipeline":"p","code":0,"desc":"ok","reqid":"r","inputBucket":"b","inputKey":"k","items":[]}"#,
    ])
}

/// Every object of a file of vectors, as a body of its own.
pub(super) fn vectors(name: &str) -> Vec<Vec<u8>> {
    let path = format!("{}/../pili-conformance/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let file: serde_json::Value =
        serde_json::from_slice(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut found = Vec::new();
    bodies(&file, &mut found);
    found
}

fn bodies(value: &serde_json::Value, found: &mut Vec<Vec<u8>>) {
    match value {
        serde_json::Value::Object(members) => {
            found.push(value.to_string().into_bytes());
            members.values().for_each(|value| bodies(value, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|value| bodies(value, found)),
        serde_json::Value::String(text) if text.starts_with(['{', '<', '[']) => {
            found.push(text.clone().into_bytes())
        }
        _ => {}
    }
}
