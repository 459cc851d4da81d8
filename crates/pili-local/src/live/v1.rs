//! The API of 2015 (spec 4.6), over the same hubs and streams.

mod id;
mod info;
mod names;
mod playback;
mod stream;

use axum::{
    Json, Router,
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use pili_live::{
    Key, PublishSecurity,
    v1::{
        Title,
        stream::{StreamInfo, StreamPage},
    },
    wire::v1::CreateBody,
};
use serde::Deserialize;
use serde_json::json;

use super::invented;
use crate::{
    body::{Body, Query},
    live::Pili,
    media::StreamId,
    reply::{self, Refused},
    store::{Stream, StreamRule},
};

pub(super) fn router() -> Router<Pili> {
    Router::new()
        .route("/v1/streams", post(create).get(list))
        .route("/v1/streams/{id}", get(stream::info).post(stream::update).delete(stream::delete))
        .route("/v1/streams/{id}/available", post(stream::available))
        .route("/v1/streams/{id}/status", get(stream::status))
        .route("/v1/streams/{id}/segments", get(playback::segments))
        .route("/v1/streams/{id}/saveas", post(playback::save_as))
        .route("/v1/streams/{id}/snapshot", post(playback::snapshot))
        .fallback(reply::not_implemented)
}

async fn create(
    State(pili): State<Pili>,
    Body(asked): Body<CreateBody>,
) -> Result<Json<StreamInfo>, Refused> {
    let title = Title::new(asked.title.unwrap_or_else(invented::key));
    let title = title.map_err(|error| Refused::bad_argument(error.to_string()))?.to_string();
    let security = asked.publish_security.unwrap_or(PublishSecurity::Dynamic);
    let rule = rule(security, asked.publish_key.unwrap_or_else(|| invented::key().into()))?;
    let now = pili.ground.clock.now();
    pili.store.hub(&asked.hub, |hub| {
        if hub.streams.contains_key(&title) {
            return Err(Refused::new(614, "stream already exists"));
        }
        hub.streams.insert(title.clone(), Stream { rule: Some(rule), ..Stream::new(now) });
        Ok(())
    })??;
    info::of(&pili, &asked.hub, &title).map(Json)
}

/// This API knows two rules.
fn rule(security: PublishSecurity, key: Key) -> Result<StreamRule, Refused> {
    match security {
        PublishSecurity::Dynamic | PublishSecurity::Static => Ok(StreamRule { security, key }),
        _ => Err(Refused::bad_argument("invalid args: publishSecurity must be dynamic or static")),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct List {
    hub: String,
    status: String,
    title: String,
    marker: String,
    limit: usize,
}

/// Streams per page unless the call says otherwise.
const PAGE: usize = 10;

async fn list(
    State(pili): State<Pili>,
    Query(asked): Query<List>,
    RawQuery(query): RawQuery,
) -> Result<Response, Refused> {
    let mut titles = pili.store.hub(&asked.hub, |hub| {
        let after = hub.streams.keys().filter(|title| **title > asked.marker);
        after.filter(|title| title.starts_with(&asked.title)).cloned().collect::<Vec<_>>()
    })?;
    let is_live = |title: &String| pili.media.live(&StreamId::new(&asked.hub, title)).is_some();
    titles.retain(|title| asked.status != "connected" || is_live(title));
    let limit = if asked.limit == 0 { PAGE } else { asked.limit };
    let end = titles.len() <= limit;
    titles.truncate(limit);
    let marker = if end { String::new() } else { titles.last().cloned().unwrap_or_default() };
    if is_id_only(&query.unwrap_or_default()) {
        let items: Vec<_> = titles.iter().map(|title| json!({ "id": id::of(&asked.hub, title) })).collect();
        return Ok(Json(json!({ "items": items, "marker": marker, "end": end })).into_response());
    }
    let items = titles.iter().map(|title| info::of(&pili, &asked.hub, title)).collect::<Result<_, _>>()?;
    Ok(Json(StreamPage { items, marker, end }).into_response())
}

/// One of the vendor's SDKs sends `idonly` without a value.
fn is_id_only(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "idonly")
}
