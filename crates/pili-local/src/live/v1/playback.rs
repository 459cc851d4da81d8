//! What was published and is kept.

use std::time::Duration;

use axum::{Json, extract::State};
use pili_auth::unix_seconds;
use pili_live::{
    stream::Format,
    v1::wire::{SaveAsBody, Saved, Segment, Segments, SnapshotBody},
    wire,
};
use serde::Deserialize;

use super::{
    super::{hosts, kept, save},
    id::Id,
    names::{self, Names},
};
use crate::{
    body::{Body, Query},
    reply::Refused,
    service::Service,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    start: Option<i64>,
    end: Option<i64>,
    limit: usize,
}

pub(super) async fn segments(
    State(service): State<Service>,
    Id(at): Id,
    Query(asked): Query<Asked>,
) -> Result<Json<Segments>, Refused> {
    service.store.check_stream(&at.hub, &at.key)?;
    let seconds = |time: Option<i64>| {
        time.and_then(|time| u64::try_from(time).ok()).filter(|time| *time > 0).map(Duration::from_secs)
    };
    let within = kept::within(seconds(asked.start), seconds(asked.end), service.clock.now());
    let mut spans = kept::spans(&service, &at.id(), within);
    spans.truncate(if asked.limit == 0 { usize::MAX } else { asked.limit });
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
    if asked.name.is_empty() || (asked.end > 0 && asked.start > asked.end) {
        return Err(Refused::bad_argument("invalid args: name is needed, and start must not be after end"));
    }
    let format = asked.format.as_deref().map(names::format).transpose()?;
    let names = Names::of(&asked.name, format);
    save::note_unheard(asked.notify_url.as_ref());
    let hub = at.hub.clone();
    let playback = save::Playback::of(&service, at, Some(asked.start), Some(asked.end))?;
    playback.save(&service, &names.playlist, Format::M3u8)?;
    let mut saved = Saved::default();
    saved.url = url(&service, &hub, &names.playlist);
    saved.target_url = url(&service, &hub, &names.product);
    if names.product != names.playlist {
        saved.persistent_id = playback.save(&service, &names.product, names.format)?.unwrap_or_default();
    }
    Ok(Json(saved))
}

pub(super) async fn snapshot(
    State(service): State<Service>,
    Id(at): Id,
    Body(asked): Body<SnapshotBody>,
) -> Result<Json<Saved>, Refused> {
    if asked.name.is_empty() || asked.format.is_empty() {
        return Err(Refused::bad_argument("invalid args: name and format are needed"));
    }
    let mut body = wire::SnapshotBody::default();
    body.format = Some(names::picture(&asked.format)?);
    body.fname = Some(names::with_extension(&asked.name, &asked.format));
    (body.time, body.notify) = (asked.time, asked.notify_url);
    let hub = at.hub.clone();
    let Json(taken) = save::snapshot(State(service.clone()), at, Body(body)).await?;
    let mut saved = Saved::default();
    saved.target_url = url(&service, &hub, &taken.fname);
    saved.url.clone_from(&saved.target_url);
    Ok(Json(saved))
}

fn url(service: &Service, hub: &str, name: &str) -> String {
    format!("http://{}/{hub}/files/{name}", hosts::http(service))
}
