//! SRS: its HTTP API, under `/api/v1`.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;

use super::{Api, Failed, Publisher, escaped, status};

/// Streams that are asked for at once.
const PAGE: usize = 500;

#[derive(Deserialize)]
struct Streams {
    #[serde(default)]
    streams: Vec<Stream>,
}

#[derive(Deserialize)]
struct Stream {
    name: String,
    app: String,
    #[serde(default)]
    clients: i64,
    #[serde(default)]
    kbps: Rates,
    #[serde(default)]
    publish: Publish,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Rates {
    recv_30s: i64,
    send_30s: i64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Publish {
    active: bool,
    cid: String,
}

#[derive(Deserialize)]
struct Found {
    /// Absent where it has left meanwhile.
    client: Option<Client>,
}

#[derive(Deserialize)]
struct Client {
    ip: String,
    /// Seconds since it began.
    alive: f64,
}

#[derive(Deserialize)]
struct Code {
    code: i64,
}

pub(super) async fn publisher(
    api: &Api,
    hub: &str,
    key: &str,
    now: SystemTime,
) -> Result<Option<Publisher>, Failed> {
    let Some(stream) = stream(api, hub, key).await? else { return Ok(None) };
    let path = format!("/api/v1/clients/{}", escaped(&stream.publish.cid));
    let found: Found = api.get(&path).await?;
    Ok(found.client.and_then(|client| stream.publisher(client, path, now)))
}

async fn stream(api: &Api, hub: &str, key: &str) -> Result<Option<Stream>, Failed> {
    let mut start = 0;
    loop {
        let page: Streams = api.get(&format!("/api/v1/streams/?start={start}&count={PAGE}")).await?;
        let is_last = page.streams.len() < PAGE;
        let mut streams = page.streams.into_iter();
        let wanted = |stream: &Stream| stream.app == hub && stream.name == key && stream.publish.active;
        match streams.find(wanted) {
            Some(stream) => return Ok(Some(stream)),
            None if is_last => return Ok(None),
            None => start += PAGE,
        }
    }
}

impl Stream {
    fn publisher(self, client: Client, path: String, now: SystemTime) -> Option<Publisher> {
        let lasted = Duration::try_from_secs_f64(client.alive).ok()?;
        let mut status = status(now.checked_sub(lasted)?, client.ip);
        status.bps = self.kbps.recv_30s.saturating_mul(1000);
        status.bandwidth = Some(self.kbps.send_30s.saturating_mul(1000));
        // The publisher is among its clients.
        status.play_count = Some((self.clients - 1).max(0));
        Some(Publisher { status, end: (Method::DELETE, path) })
    }
}

/// It says whether it is done with 200, by a code; 2049 is a client that it does not know.
pub(super) fn has_ended(answer: &Response<Bytes>) -> bool {
    let code = serde_json::from_slice(answer.body()).map(|Code { code }| code);
    answer.status().is_success() && matches!(code, Ok(0 | 2049))
}
