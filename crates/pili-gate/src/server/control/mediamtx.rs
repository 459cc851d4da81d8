//! `MediaMTX`: its API, under `/v3`.

use std::time::SystemTime;

use http::{Method, StatusCode};
use jiff::Timestamp;
use serde::{Deserialize, de::IgnoredAny};

use super::{Api, Failed, Publisher, average, escaped, status};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Path {
    source: Option<Source>,
    ready_time: Option<Timestamp>,
    #[serde(default)]
    readers: Vec<IgnoredAny>,
    #[serde(default)]
    bytes_received: i64,
}

#[derive(Deserialize)]
struct Source {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Connection {
    remote_addr: String,
    created: Timestamp,
}

pub(super) async fn publisher(
    api: &Api,
    hub: &str,
    key: &str,
    now: SystemTime,
) -> Result<Option<Publisher>, Failed> {
    let answer = api.call(Method::GET, &format!("/v3/paths/get/{}/{}", escaped(hub), escaped(key))).await?;
    if answer.status() == StatusCode::NOT_FOUND {
        return Ok(None);
    }
    let path: Path = api.json(&answer)?;
    let Some(Source { kind, id }) = &path.source else { return Ok(None) };
    let Some(list) = list(kind) else { return Ok(None) };
    let answer = api.call(Method::GET, &format!("/v3/{list}/get/{}", escaped(id))).await?;
    if answer.status() == StatusCode::NOT_FOUND {
        return Ok(None);
    }
    let end = format!("/v3/{list}/kick/{}", escaped(id));
    Ok(Some(path.publisher(api.json(&answer)?, end, now)))
}

/// Where connections of a kind are listed; `None` for what is no publisher's, such as a source that it pulls.
fn list(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "rtmpConn" => "rtmpconns",
        "rtmpsConn" => "rtmpsconns",
        "rtspSession" => "rtspsessions",
        "rtspsSession" => "rtspssessions",
        "srtConn" => "srtconns",
        "webRTCSession" => "webrtcsessions",
        _ => return None,
    })
}

impl Path {
    fn publisher(&self, connection: Connection, end: String, now: SystemTime) -> Publisher {
        let started = self.ready_time.unwrap_or(connection.created).into();
        let mut status = status(started, connection.remote_addr);
        status.bps = average(self.bytes_received, now.duration_since(started).unwrap_or_default());
        status.play_count = i64::try_from(self.readers.len()).ok();
        Publisher { status, end: (Method::POST, end) }
    }
}
