//! Play statistics of a hub and figures of a stream, over time (spec 4.1, 4.2).

use std::{collections::BTreeMap, ops::RangeInclusive};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use pili_live::{
    names::StreamKey,
    stat::{PlayCount, PlayHistoryPage, PlayMoment, PlayNow, StreamPlay},
    stream::{StreamStat, StreamStats},
    wire::Items,
};
use serde::Deserialize;

use super::{
    body::Query,
    names::Named,
    slot::{self, Slot},
};
use crate::{live::Pili, media::StreamId, reply::Refused};

const HOUR: i64 = 60 * 60;

pub(super) fn router() -> Router<Pili> {
    Router::new()
        .route("/v2/hubs/{hub}/stat/play", get(now))
        .route("/v2/hubs/{hub}/stat/play/history", get(history))
        .route("/v2/hubs/{hub}/stat/play/history/detail", get(detail))
        .route("/v2/hubs/{hub}/streams/{key}/stats", get(stream))
}

/// Needs no signature.
pub(super) fn private_router() -> Router<Pili> {
    Router::new().route("/_local/measure", post(measure))
}

/// What the service does by itself every few seconds: for tests that move its clock.
async fn measure(State(pili): State<Pili>) -> StatusCode {
    pili.measure();
    StatusCode::NO_CONTENT
}

/// At this moment: fresher than the vendor's, which is up to a minute old.
async fn now(State(pili): State<Pili>, Path(hub): Path<String>) -> Result<Json<PlayNow>, Refused> {
    let keys = pili.store.hub(&hub, |hub| hub.streams.keys().cloned().collect::<Vec<_>>())?;
    let mut now = PlayNow { total: PlayCount::default(), streams: BTreeMap::new() };
    for key in keys {
        let Some(live) = pili.media.live(&StreamId::new(&hub, &key)) else { continue };
        let play = PlayCount {
            count: i64::try_from(live.viewers.len()).unwrap_or(i64::MAX),
            bandwidth: i64::try_from(live.viewers_bps()).unwrap_or(i64::MAX),
        };
        now.total.count += play.count;
        now.total.bandwidth += play.bandwidth;
        if play.count > 0 {
            now.streams.insert(StreamKey::unchecked(key), play);
        }
    }
    Ok(Json(now))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct History {
    start: Option<i64>,
    end: Option<i64>,
    limit: usize,
    marker: String,
}

/// Five minutes appear once they are over.
async fn history(
    State(pili): State<Pili>,
    Path(hub): Path<String>,
    Query(asked): Query<History>,
) -> Result<Json<PlayHistoryPage>, Refused> {
    pili.store.hub(&hub, |_| ())?;
    let now = pili.ground.clock.unix();
    let span = span(asked.start, asked.end, now)?;
    let marker = asked.marker.parse().unwrap_or(i64::MIN);
    let slots = slots(&pili, &span, now).into_iter().filter(|(time, _)| *time >= marker);
    let mut moments: Vec<_> = slots.map(|(time, slot)| (time, slot.of_hub(&hub))).collect();
    let limit = if asked.limit == 0 { 1000 } else { asked.limit };
    let marker = moments.get(limit).map(|(time, _)| time.to_string()).unwrap_or_default();
    moments.truncate(limit);
    let moment = |(time, stats)| PlayMoment { time: slot::at(time), stats };
    Ok(Json(PlayHistoryPage { items: moments.into_iter().map(moment).collect(), marker }))
}

#[derive(Deserialize)]
struct Detail {
    time: Option<i64>,
}

async fn detail(
    State(pili): State<Pili>,
    Path(hub): Path<String>,
    Query(asked): Query<Detail>,
) -> Result<Json<Items<StreamPlay>>, Refused> {
    pili.store.hub(&hub, |_| ())?;
    let time = asked.time.ok_or(Refused::bad_argument("invalid args: time is needed"))?;
    let time = Slot::of(time);
    let slots = slots(&pili, &(time..=time), pili.ground.clock.unix());
    let streams = slots.get(&time).map(|slot| slot.streams_of_hub(&hub)).unwrap_or_default();
    let item = |(key, stats)| StreamPlay { time: slot::at(time), key: StreamKey::unchecked(key), stats };
    Ok(Json(Items { items: streams.into_iter().map(item).collect() }))
}

/// The slots in a span that are over.
fn slots(pili: &Pili, span: &RangeInclusive<i64>, now: i64) -> BTreeMap<i64, Slot> {
    pili.measure();
    let whole = *span.start()..=span.end().saturating_add(Slot::SECONDS - 1);
    let mut slots = BTreeMap::<i64, Slot>::new();
    pili.stats.read(whole, |minutes| {
        minutes.for_each(|(start, minute)| slots.entry(Slot::of(start)).or_default().add(minute));
    });
    slots.retain(|time, _| span.contains(time) && time + Slot::SECONDS <= now);
    slots
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Span {
    start: Option<i64>,
    end: Option<i64>,
}

/// By the minute; the running one is there already.
async fn stream(
    State(pili): State<Pili>,
    at: Named,
    Query(asked): Query<Span>,
) -> Result<Json<Items<StreamStats>>, Refused> {
    pili.store.check_stream(&at.hub, &at.key)?;
    pili.measure();
    let span = span(asked.start, asked.end, pili.ground.clock.unix())?;
    if span.end() - span.start() > 24 * HOUR {
        return Err(Refused::bad_argument("invalid args: the span is at most 24 hours"));
    }
    let id = at.id();
    let items = pili.stats.read(span, |minutes| {
        let found = minutes.filter_map(|(time, minute)| Some((time, minute.streams.get(&id)?.clone())));
        found.map(|(time, figures)| stream_stats(&at, time, figures)).collect()
    });
    Ok(Json(Items { items }))
}

fn stream_stats(at: &Named, time: i64, stats: StreamStat) -> StreamStats {
    StreamStats { hub: at.hub.clone(), time: slot::at(time), stream: StreamKey::unchecked(&at.key), stats }
}

/// The last hour unless the call says otherwise.
fn span(start: Option<i64>, end: Option<i64>, now: i64) -> Result<RangeInclusive<i64>, Refused> {
    let end = end.filter(|end| *end > 0).unwrap_or(now);
    let start = start.unwrap_or_else(|| end.saturating_sub(HOUR));
    if start < 0 || start > end {
        return Err(Refused::bad_argument("invalid args: start must be from 0 to end"));
    }
    Ok(start..=end)
}
