//! `/_local/events`: what happens as server-sent events, and the last of it as JSON.

use std::{convert::Infallible, time::Duration};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, header::ACCEPT},
    response::{
        IntoResponse as _, Response, Sse,
        sse::{self, KeepAlive},
    },
    routing::get,
};
use futures_util::StreamExt as _;
use serde::Deserialize;

use super::{Event, Events};
use crate::{body::Query, reply::Refused};

pub(crate) fn router(events: Events) -> Router {
    Router::new().route("/_local/events", get(show)).with_state(events)
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    /// So many of the last, as JSON.
    last: Option<usize>,
    /// Those after this id; 0 for all that are kept.
    after: Option<u64>,
}

async fn show(
    State(events): State<Events>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let after = last_event_id(&headers)?.or(asked.after);
    if asked.last.is_some() || wants_json(&headers) {
        let mut last = events.last(asked.last.unwrap_or(usize::MAX));
        last.retain(|event| after.is_none_or(|id| event.id > id));
        return Ok(Json(last).into_response());
    }
    let stream = events.stream();
    let stream = match after {
        Some(id) => stream.after(id),
        None => stream.from_now(),
    };
    let stream = stream.take_until(events.ended()).map(|event| Ok::<_, Infallible>(sent(&event)));
    let keep_alive = KeepAlive::new().interval(Duration::from_secs(15));
    Ok(Sse::new(stream).keep_alive(keep_alive).into_response())
}

/// What a browser tells that lost the connection.
fn last_event_id(headers: &HeaderMap) -> Result<Option<u64>, Refused> {
    let Some(id) = headers.get("last-event-id") else { return Ok(None) };
    let id = id.to_str().ok().and_then(|id| id.parse().ok());
    id.map(Some).ok_or(Refused::fixed(400, "Last-Event-ID must be the id of an event"))
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    accepted.contains("application/json")
}

/// All are `message` to whoever listens, so that none is overlooked; the kind is in the data.
fn sent(event: &Event) -> sse::Event {
    let sent = sse::Event::default().id(event.id.to_string());
    sent.json_data(event).unwrap_or_default()
}
