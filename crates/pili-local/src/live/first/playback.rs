//! What was published and is kept, to the millisecond.

use std::time::{Duration, UNIX_EPOCH};

use axum::{Json, extract::State, http::StatusCode, response::Response};
use pili_live::{
    first::segment::{Segment, SegmentList},
    wire::{SaveAsBody, first::PlayUrl},
};
use serde::Deserialize;

use super::{at::At, read::Query, refused::Refused};
use crate::{
    body::Body,
    live::Pili,
    live::{hosts, kept, save},
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

pub(super) async fn segments(State(pili): State<Pili>, At(at): At, Query(asked): Query<Asked>) -> Response {
    let millis = |time: Option<u64>| time.map(Duration::from_millis);
    let within = kept::within(millis(asked.starttime), millis(asked.endtime), pili.ground.clock.now());
    let spans = pili.media.spans(&at.id(), &within);
    let list = spans.held.iter().map(|span| Segment { start: span.start, end: span.end });
    let list: Vec<_> = list.collect();
    kept::noted(&spans, Json(SegmentList { total: list.len() as u64, list }))
}

/// A playlist of whole segments, saved so that it can be fetched.
pub(super) async fn play(
    State(pili): State<Pili>,
    At(at): At,
    Query(asked): Query<Asked>,
) -> Result<Json<PlayUrl>, Refused> {
    let millis = |time: u64| UNIX_EPOCH.checked_add(Duration::from_millis(time));
    let (start, end) = (millis(asked.start()?), asked.endtime.and_then(millis));
    let body = SaveAsBody { start, end, ..SaveAsBody::default() };
    let hub = at.hub.clone();
    let Json(saved) = save::save_as(State(pili.clone()), at, Body(body)).await?;
    Ok(Json(PlayUrl { url: format!("http://{}/{hub}/files/{}", hosts::http(&pili), saved.fname) }))
}

/// Whole segments: those that lie in the span altogether.
pub(super) async fn delete(
    State(pili): State<Pili>,
    At(at): At,
    Query(asked): Query<Asked>,
) -> Result<StatusCode, Refused> {
    let millis = |time: u64| Some(Duration::from_millis(time));
    // The last millisecond is one of the span, to its end.
    let end = asked.end()?.saturating_add(1);
    let within = kept::within(millis(asked.start()?), millis(end), pili.ground.clock.now());
    pili.media.forget(&at.id(), within).await;
    Ok(StatusCode::NO_CONTENT)
}
