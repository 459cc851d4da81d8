//! What was published and is kept, to the millisecond.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::{Json, extract::State, http::StatusCode};
use pili_live::{
    first::wire::{PlayUrl, Segment, SegmentList},
    wire::SaveAsBody,
};
use serde::Deserialize;

use super::{at::At, read::Query, refused::Refused};
use crate::{
    body::Body,
    live::{hosts, kept, save},
    service::Service,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    starttime: Option<u64>,
    endtime: Option<u64>,
}

impl Asked {
    fn start(&self) -> Result<u64, Refused> {
        self.starttime.ok_or(Refused::START_MISSING)
    }

    fn end(&self) -> Result<u64, Refused> {
        self.endtime.ok_or(Refused::END_MISSING)
    }
}

pub(super) async fn segments(
    State(service): State<Service>,
    At(at): At,
    Query(asked): Query<Asked>,
) -> Result<Json<SegmentList>, Refused> {
    let millis = |time: Option<u64>| time.map(Duration::from_millis);
    let within = kept::within(millis(asked.starttime), millis(asked.endtime), service.clock.now());
    let spans = kept::spans(&service, &at.id(), within);
    let mut list = SegmentList::default();
    list.total = spans.len() as u64;
    list.list = spans.into_iter().map(|span| segment(span.start, span.end)).collect();
    Ok(Json(list))
}

fn segment(start: SystemTime, end: SystemTime) -> Segment {
    let mut segment = Segment::default();
    (segment.start, segment.end) = (millis(start), millis(end));
    segment
}

fn millis(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A playlist of whole segments, saved so that it can be fetched.
pub(super) async fn play(
    State(service): State<Service>,
    At(at): At,
    Query(asked): Query<Asked>,
) -> Result<Json<PlayUrl>, Refused> {
    let mut body = SaveAsBody::default();
    body.start = Some(seconds(asked.start()?));
    body.end = asked.endtime.map(|end| seconds(end.saturating_add(999)));
    let hub = at.hub.clone();
    let Json(saved) = save::save_as(State(service.clone()), at, Body(body)).await?;
    let mut url = PlayUrl::default();
    url.url = format!("http://{}/{hub}/files/{}", hosts::http(&service), saved.fname);
    Ok(Json(url))
}

fn seconds(millis: u64) -> i64 {
    i64::try_from(millis / 1000).unwrap_or(i64::MAX)
}

/// Whole segments: those that lie in the span altogether.
pub(super) async fn delete(
    State(service): State<Service>,
    At(at): At,
    Query(asked): Query<Asked>,
) -> Result<StatusCode, Refused> {
    let millis = |time: u64| Some(Duration::from_millis(time));
    // The last millisecond is one of the span, to its end.
    let end = asked.end()?.saturating_add(1);
    let within = kept::within(millis(asked.start()?), millis(end), service.clock.now());
    service.media.forget(&at.id(), within.start, within.end);
    Ok(StatusCode::NO_CONTENT)
}
