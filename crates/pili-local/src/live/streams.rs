//! Calls on the streams of a hub.

use axum::{
    Json,
    extract::{Path, State},
};
use pili_live::{
    names::StreamKey,
    stream::{LiveEntry, StreamItem, StreamPage},
    wire::{BatchLiveBody, CreateBody, Items},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    body::{Body, Query},
    stream::live_status,
};
use crate::{live::Pili, media::StreamId, reply::Refused};

/// Keys per page unless the call says otherwise.
const PAGE: usize = 1000;

pub(super) async fn create(
    State(pili): State<Pili>,
    Path(hub): Path<String>,
    Body(asked): Body<CreateBody>,
) -> Result<Json<Value>, Refused> {
    let key =
        StreamKey::new(asked.key).map_err(|error| Refused::bad_argument(format!("invalid args: {error}")))?;
    pili.store.create(&hub, key.as_str())?;
    Ok(Json(json!({})))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct List {
    liveonly: String,
    prefix: String,
    limit: usize,
    marker: String,
}

pub(super) async fn list(
    State(pili): State<Pili>,
    Path(hub): Path<String>,
    Query(asked): Query<List>,
) -> Result<Json<StreamPage>, Refused> {
    // One of the vendor's SDKs sends Python's `True`.
    let live_only = asked.liveonly.eq_ignore_ascii_case("true");
    let limit = if asked.limit == 0 { PAGE } else { asked.limit.min(5000) };
    let is_asked = |key: &String| {
        key.starts_with(&asked.prefix) && (!live_only || pili.media.live(&StreamId::new(&hub, key)).is_some())
    };
    let mut keys: Vec<String> = pili.store.hub(&hub, |found| {
        let after = found.streams.keys().skip_while(|key| **key <= asked.marker && !asked.marker.is_empty());
        after.filter(|key| is_asked(key)).take(limit + 1).cloned().collect()
    })?;
    let is_last = keys.len() <= limit;
    keys.truncate(limit);
    let marker = keys.last().filter(|_| !is_last).cloned().unwrap_or_default();
    let item = |key: String| StreamItem { key: StreamKey::unchecked(key) };
    Ok(Json(StreamPage { items: keys.into_iter().map(item).collect(), marker }))
}

pub(super) async fn batch_live(
    State(pili): State<Pili>,
    Path(hub): Path<String>,
    Body(asked): Body<BatchLiveBody>,
) -> Result<Json<Items<LiveEntry>>, Refused> {
    if asked.items.len() > 100 {
        return Err(Refused::bad_argument("invalid args: at most 100 items"));
    }
    pili.store.hub(&hub, |_| ())?;
    let entry = |key: String| {
        let stats = pili.media.live(&StreamId::new(&hub, &key))?;
        Some(LiveEntry { key: StreamKey::unchecked(key), status: live_status(&stats) })
    };
    Ok(Json(Items { items: asked.items.into_iter().filter_map(entry).collect() }))
}
