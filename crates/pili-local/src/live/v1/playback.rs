//! What was published and is kept.

use std::time::Duration;

use axum::{Json, extract::State};
use pili_auth::unix_seconds;
use pili_live::{
    v1::wire::{SaveAsBody, Saved, Segment, Segments, SnapshotBody},
    wire,
};
use serde::Deserialize;
use serde_json::json;

use super::{
    super::{hosts, kept, save},
    id::Id,
};
use crate::{
    body::{Body, Query},
    reply::Refused,
    service::Service,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    start: Option<u64>,
    end: Option<u64>,
    limit: Option<usize>,
}

pub(super) async fn segments(
    State(service): State<Service>,
    Id(at): Id,
    Query(asked): Query<Asked>,
) -> Result<Json<Segments>, Refused> {
    service.store.check_stream(&at.hub, &at.key)?;
    let seconds = |time: Option<u64>| time.filter(|time| *time > 0).map(Duration::from_secs);
    let within = kept::within(seconds(asked.start), seconds(asked.end), service.clock.now());
    let mut spans = kept::spans(&service, &at.id(), within);
    spans.truncate(asked.limit.unwrap_or(usize::MAX));
    let mut answer = Segments::default();
    answer.segments =
        spans.iter().map(|span| segment(unix_seconds(span.start), unix_seconds(span.end))).collect();
    answer.start = answer.segments.first().map_or(0, |first| first.start);
    answer.end = answer.segments.last().map_or(0, |last| last.end);
    answer.duration = answer.segments.iter().map(|segment| segment.end - segment.start).sum();
    Ok(Json(answer))
}

fn segment(start: i64, end: i64) -> Segment {
    let mut segment = Segment::default();
    (segment.start, segment.end) = (start, end);
    segment
}

pub(super) async fn save_as(
    State(service): State<Service>,
    Id(at): Id,
    Body(asked): Body<SaveAsBody>,
) -> Result<Json<Saved>, Refused> {
    if asked.name.is_empty() || asked.start > asked.end {
        return Err(Refused::bad_argument("invalid args: name, start and end are needed"));
    }
    let body = json!({ "fname": asked.name, "start": asked.start, "end": asked.end, "format": format(asked.format) });
    let body: wire::SaveAsBody = read(body)?;
    let hub = at.hub.clone();
    let Json(saved) = save::save_as(State(service.clone()), at, Body(body)).await?;
    Ok(Json(file(&service, &hub, saved)))
}

/// Without one it is a playlist, which this API calls by several names.
fn format(asked: Option<String>) -> Option<String> {
    asked.filter(|format| !matches!(format.as_str(), "" | "hls" | "m3u8"))
}

pub(super) async fn snapshot(
    State(service): State<Service>,
    Id(at): Id,
    Body(asked): Body<SnapshotBody>,
) -> Result<Json<Saved>, Refused> {
    if asked.name.is_empty() || asked.format.is_empty() {
        return Err(Refused::bad_argument("invalid args: name and format are needed"));
    }
    let body: wire::SnapshotBody =
        read(json!({ "fname": asked.name, "format": asked.format, "time": asked.time }))?;
    let hub = at.hub.clone();
    let Json(saved) = save::snapshot(State(service.clone()), at, Body(body)).await?;
    Ok(Json(file(&service, &hub, saved)))
}

fn read<T: serde::de::DeserializeOwned>(body: serde_json::Value) -> Result<T, Refused> {
    serde_json::from_value(body).map_err(|error| Refused::bad_argument(format!("invalid args: {error}")))
}

fn file(service: &Service, hub: &str, saved: wire::Saved) -> Saved {
    let url = format!("http://{}/{hub}/files/{}", hosts::http(service), saved.fname);
    let mut file = Saved::default();
    file.target_url.clone_from(&url);
    file.url = url;
    file.persistent_id = saved.persistent_id.unwrap_or_default();
    file
}
