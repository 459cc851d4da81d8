//! What was published and is kept.

use std::time::{Duration, SystemTime};

use axum::{Json, extract::State, response::Response};
use pili_auth::unix_seconds;
use pili_live::{
    stream::{Format, Picture},
    v1::{
        segment::{Segment, Segments},
        stream::Saved,
    },
    wire::{
        self,
        v1::{SaveAsBody, SnapshotBody},
    },
};
use serde::Deserialize;

use super::{
    super::{hosts, kept, save},
    id::Id,
    names::{self, Names},
};
use crate::{
    body::{Body, Query},
    live::Pili,
    reply::Refused,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    start: Option<i64>,
    end: Option<i64>,
    limit: usize,
}

pub(super) async fn segments(
    State(pili): State<Pili>,
    Id(at): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    pili.store.check_stream(&at.hub, &at.key)?;
    let seconds = |time: Option<i64>| {
        time.and_then(|time| u64::try_from(time).ok()).filter(|time| *time > 0).map(Duration::from_secs)
    };
    let within = kept::within(seconds(asked.start), seconds(asked.end), pili.ground.clock.now());
    let spans = pili.media.spans(&at.id(), &within);
    let shown = spans.held.iter().take(if asked.limit == 0 { usize::MAX } else { asked.limit });
    let segments: Vec<_> = shown.map(|span| Segment { start: span.start, end: span.end }).collect();
    let list = Segments {
        start: segments.first().map(|first| first.start),
        end: segments.last().map(|last| last.end),
        duration: segments.iter().map(length).sum(),
        segments,
    };
    Ok(kept::noted(&spans, Json(list)))
}

/// In seconds as they are shown.
fn length(segment: &Segment) -> Duration {
    let seconds = unix_seconds(segment.end) - unix_seconds(segment.start);
    Duration::from_secs(seconds.try_into().unwrap_or(0))
}

pub(super) async fn save_as(
    State(pili): State<Pili>,
    Id(at): Id,
    Body(asked): Body<SaveAsBody>,
) -> Result<Json<Saved>, Refused> {
    if ends_early(asked.start, asked.end) {
        return Err(Refused::bad_argument("invalid args: start must not be after end"));
    }
    let format = asked.format.map(names::format).transpose()?;
    let names = Names::of(&asked.name, format);
    let hub = at.hub.clone();
    let playback = save::Playback::of(&pili, at, asked.start, asked.end).await?;
    playback.save(&pili, &names.playlist, &Format::M3u8).await?;
    if names.product != names.playlist {
        playback.save(&pili, &names.product, &names.format).await?;
    }
    let told = save::Asked { pipeline: asked.pipeline.as_deref(), notify: asked.notify.as_deref() };
    let job = playback.job(&pili, &names.product, &names.format, told);
    Ok(Json(Saved {
        url: url(&pili, &hub, &names.playlist),
        target_url: url(&pili, &hub, &names.product),
        persistent_id: job.unwrap_or_default(),
    }))
}

/// SDKs send -1 for an end that is not given.
fn ends_early(start: Option<SystemTime>, end: Option<SystemTime>) -> bool {
    start.zip(end).is_some_and(|(start, end)| unix_seconds(end) > 0 && start > end)
}

pub(super) async fn snapshot(
    State(pili): State<Pili>,
    Id(at): Id,
    Body(asked): Body<SnapshotBody>,
) -> Result<Json<Saved>, Refused> {
    let extension = if asked.format == Picture::Png { "png" } else { "jpg" };
    let body = wire::SnapshotBody {
        time: asked.time,
        fname: Some(names::with_extension(&asked.name, extension)),
        format: Some(asked.format),
        pipeline: asked.pipeline,
        notify: asked.notify,
        delete_after_days: None,
    };
    let hub = at.hub.clone();
    let Json(taken) = save::snapshot(State(pili.clone()), at, Body(body)).await?;
    let url = url(&pili, &hub, &taken.fname);
    let persistent_id = taken.persistent_id.unwrap_or_default();
    Ok(Json(Saved { url: url.clone(), target_url: url, persistent_id }))
}

fn url(pili: &Pili, hub: &str, name: &str) -> String {
    format!("http://{}/{hub}/files/{name}", hosts::http(pili))
}
