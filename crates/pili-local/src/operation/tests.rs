use axum::body::Body;
use http::Method;
use tower::ServiceExt as _;

use super::*;
use crate::{Local, live, opentok, rtc};

/// A request for an operation; faults are met before signatures are checked.
struct Sample {
    name: &'static str,
    method: Method,
    uri: String,
    body: &'static str,
}

impl Sample {
    fn of(row: &Row, prefix: &str) -> Self {
        let methods = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
        let method = methods.into_iter().find(|method| filter(method) == Some(row.method)).expect("a method");
        let (name, query) = (row.name(), query(row.name()));
        let path = row.path.replace("{kind}", kind(name)).replace(['{', '}'], "");
        Self { name, method, uri: format!("http://h{prefix}{path}{query}"), body: body(name) }
    }

    fn oss(name: &'static str, method: Method, rest: &str) -> Self {
        Self { name, method, uri: format!("http://h/demo-bucket/{rest}"), body: "" }
    }

    async fn status(&self, local: &Local) -> u16 {
        let request = Request::builder().method(&self.method).uri(&self.uri).body(Body::from(self.body));
        let answer = local.router().oneshot(request.expect("a request")).await.expect("an answer");
        answer.status().as_u16()
    }
}

/// The kind of statistics in a path.
fn kind(name: &str) -> &str {
    match name.rsplit('.').next().map_or("", |method| method.trim_end_matches("_group")) {
        "publish" => "pub",
        kind => kind,
    }
}

fn query(name: &str) -> &'static str {
    match name {
        name if name.ends_with("_group") => "?group=hub",
        name if name.ends_with(".watch") => "?ping=5",
        _ => "",
    }
}

fn body(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("set_event_callback") => r#"{"eventCbUrl":"https://h"}"#,
        Some("remove_stream") => r#"{"removeStream":"s"}"#,
        Some("add_stream") => r#"{"addStream":"s"}"#,
        Some("enable") => r#"{"available":"enabled","disabledTill":0}"#,
        Some("disable") => r#"{"available":"disabled","disabledTill":-1}"#,
        Some("suspend") => r#"{"status":"SUSPENDED"}"#,
        Some("activate") => r#"{"status":"ACTIVE"}"#,
        Some("disable_mute") => r#"{"active":false}"#,
        Some("mute_all") => r#"{"active":true}"#,
        _ => "{}",
    }
}

fn samples() -> Vec<Sample> {
    let tables = [live::operations::V2, live::operations::V1, rtc::operations::ALL, opentok::operations::ALL];
    let rows = tables.into_iter().flatten().map(|row| Sample::of(row, ""));
    let first = live::operations::FIRST.iter().map(|row| Sample::of(row, "/api"));
    let oss = [
        ("list", Method::GET, "?live"),
        ("create", Method::PUT, "c?live"),
        ("set_status", Method::PUT, "c?live&status=enabled"),
        ("delete", Method::DELETE, "c?live"),
        ("info", Method::GET, "c?live"),
        ("stat", Method::GET, "c?live&comp=stat"),
        ("history", Method::GET, "c?live&comp=history"),
        ("post_vod_playlist", Method::POST, "c/p.m3u8?vod&startTime=1&endTime=2"),
        ("vod_playlist", Method::GET, "c?vod&startTime=1&endTime=2"),
    ];
    let oss = oss.into_iter().map(|(method_of, method, rest)| {
        let name = names().find(|name| *name == format!("oss.channel.{method_of}")).expect("a name");
        Sample::oss(name, method, rest)
    });
    rows.chain(first).chain(oss).collect()
}

#[tokio::test]
async fn every_call_meets_the_fault_of_its_operation_and_of_no_other() {
    let local = Local::demo();
    for sample in samples() {
        for other in local.faults().operations().into_iter().filter(|name| *name != sample.name) {
            local.faults().on(other).expect("a name").status(598).inject().expect("a fault");
        }
        let fault = local.faults().on(sample.name).expect("a name").status(599).inject().expect("a fault");
        let status = sample.status(&local).await;
        assert_eq!((status, fault.met()), (599, 1), "{} {}: {}", sample.method, sample.uri, sample.name);
        local.faults().clear();
    }
}

#[test]
fn every_operation_has_a_sample() {
    let mut sampled: Vec<_> = samples().into_iter().map(|sample| sample.name).collect();
    sampled.sort_unstable();
    sampled.dedup();
    assert_eq!(sampled, Local::demo().faults().operations());
}
