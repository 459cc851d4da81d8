//! A file over HTTP, as a player fetches it.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty};
use hyper_util::{client::legacy, rt::TokioExecutor};
use tokio::time::{Instant, sleep, timeout};

const LONGEST: Duration = Duration::from_secs(8);
const STEP: Duration = Duration::from_millis(200);

pub(super) async fn fetch(url: &str) -> Result<Bytes, String> {
    timeout(LONGEST, get(url)).await.map_err(|_| format!("{url} did not come within {LONGEST:?}"))?
}

/// The segments that a playlist names, once it names some.
pub(super) async fn segments(url: &str) -> Result<Vec<String>, String> {
    let deadline = Instant::now() + LONGEST;
    loop {
        let playlist = fetch(url).await?;
        let lines = String::from_utf8_lossy(&playlist);
        let segments: Vec<String> =
            lines.lines().filter(|line| line.ends_with(".ts")).map(str::to_owned).collect();
        match segments.is_empty() {
            false => return Ok(segments),
            true if Instant::now() > deadline => return Err("the playlist names no segment".to_owned()),
            true => sleep(STEP).await,
        }
    }
}

/// What a name in a playlist stands for.
pub(super) fn beside(playlist: &str, name: &str) -> String {
    format!("{}/{name}", playlist.rsplit_once('/').map_or("", |(folder, _)| folder))
}

async fn get(url: &str) -> Result<Bytes, String> {
    let uri = url.parse().map_err(|_| format!("{url} is no URL"))?;
    let client = legacy::Client::builder(TokioExecutor::new()).build_http::<Empty<Bytes>>();
    let response = client.get(uri).await.map_err(|error| error.to_string())?;
    if !response.status().is_success() {
        return Err(format!("the service answers {}", response.status().as_u16()));
    }
    let body = response.into_body().collect().await.map_err(|error| error.to_string())?;
    Ok(body.to_bytes())
}
