//! Calls on the streams of a hub.

use axum::{
    Json,
    extract::{Path, State},
};
use pili_live::{
    names::StreamKey,
    wire::{Items, LiveEntry, StreamItem, StreamPage},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    body::{Body, Query},
    stream::live_status,
};
use crate::{media::StreamId, reply::Refused, service::Service};

/// Keys per page unless the call says otherwise.
const PAGE: usize = 1000;

#[derive(Deserialize)]
pub(super) struct Create {
    key: String,
}

pub(super) async fn create(
    State(service): State<Service>,
    Path(hub): Path<String>,
    Body(asked): Body<Create>,
) -> Result<Json<Value>, Refused> {
    let key =
        StreamKey::new(asked.key).map_err(|error| Refused::bad_argument(format!("invalid args: {error}")))?;
    service.store.create(&hub, key.as_str())?;
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
    State(service): State<Service>,
    Path(hub): Path<String>,
    Query(asked): Query<List>,
) -> Result<Json<StreamPage>, Refused> {
    // One of the vendor's SDKs sends Python's `True`.
    let live_only = asked.liveonly.eq_ignore_ascii_case("true");
    let limit = if asked.limit == 0 { PAGE } else { asked.limit.min(5000) };
    let is_asked = |key: &String| {
        key.starts_with(&asked.prefix)
            && (!live_only || service.media.live(&StreamId::new(&hub, key)).is_some())
    };
    let mut keys: Vec<String> = service.store.hub(&hub, |found| {
        let after = found.streams.keys().skip_while(|key| **key <= asked.marker && !asked.marker.is_empty());
        after.filter(|key| is_asked(key)).take(limit + 1).cloned().collect()
    })?;
    let mut page = StreamPage::default();
    if keys.len() > limit {
        keys.truncate(limit);
        page.marker = keys.last().cloned().unwrap_or_default();
    }
    page.items = keys.into_iter().map(item).collect();
    Ok(Json(page))
}

fn item(key: String) -> StreamItem {
    let mut item = StreamItem::default();
    item.key = key;
    item
}

pub(super) async fn batch_live(
    State(service): State<Service>,
    Path(hub): Path<String>,
    Body(asked): Body<Items<String>>,
) -> Result<Json<Items<LiveEntry>>, Refused> {
    if asked.items.len() > 100 {
        return Err(Refused::bad_argument("invalid args: at most 100 items"));
    }
    service.store.hub(&hub, |_| ())?;
    let entry = |key: String| {
        let stats = service.media.live(&StreamId::new(&hub, &key))?;
        let mut entry = LiveEntry::default();
        entry.key = key;
        entry.status = live_status(&stats);
        Some(entry)
    };
    Ok(Json(Items { items: asked.items.into_iter().filter_map(entry).collect() }))
}
