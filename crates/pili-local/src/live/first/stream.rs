use axum::{Json, extract::State};
use pili_live::{first::stream::StreamInfo, wire::first::UpdateBody};

use super::{
    at::At,
    read::Body,
    refused::Refused,
    shown::shown,
    streams::{check_protocol, key},
};
use crate::service::Service;

pub(super) async fn info(State(service): State<Service>, At(at): At) -> Result<Json<StreamInfo>, Refused> {
    shown(&service, &at).map(Json)
}

/// Without a key it gets a new one; whatever else is left out stays.
pub(super) async fn update(
    State(service): State<Service>,
    At(at): At,
    Body(asked): Body<UpdateBody>,
) -> Result<Json<StreamInfo>, Refused> {
    check_protocol(asked.protocol.as_ref())?;
    let key = key(asked.stream_key.or(asked.key))?;
    let now = service.clock.now();
    service.store.stream(&at.hub, &at.key, |stream| {
        stream.updated_at = now;
        if let Some(first) = &mut stream.first {
            first.key = key;
            first.name = asked.name.unwrap_or(std::mem::take(&mut first.name));
            first.comment = asked.comment.or(first.comment.take());
            first.is_private = asked.is_private.or(first.is_private);
        }
    })?;
    shown(&service, &at).map(Json)
}

/// Answers with the stream as it was.
pub(super) async fn delete(State(service): State<Service>, At(at): At) -> Result<Json<StreamInfo>, Refused> {
    let last = shown(&service, &at)?;
    service.store.hub(&at.hub, |hub| hub.streams.remove(&at.key))?;
    service.media.cut(&at.id(), "the stream was deleted");
    service.listeners.end_of(&at.id());
    Ok(Json(last))
}
