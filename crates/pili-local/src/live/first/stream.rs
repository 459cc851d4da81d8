use axum::{Json, extract::State};
use pili_live::{first::stream::StreamInfo, wire::first::UpdateBody};

use super::{
    at::At,
    read::Body,
    refused::Refused,
    shown::shown,
    streams::{check_protocol, key},
};
use crate::live::Pili;

pub(super) async fn info(State(pili): State<Pili>, At(at): At) -> Result<Json<StreamInfo>, Refused> {
    shown(&pili, &at).map(Json)
}

/// Without a key it gets a new one; whatever else is left out stays.
pub(super) async fn update(
    State(pili): State<Pili>,
    At(at): At,
    Body(asked): Body<UpdateBody>,
) -> Result<Json<StreamInfo>, Refused> {
    check_protocol(asked.protocol.as_ref())?;
    let key = key(asked.stream_key.or(asked.key))?;
    let now = pili.ground.clock.now();
    pili.store.stream(&at.hub, &at.key, |stream| {
        stream.updated_at = now;
        if let Some(first) = &mut stream.first {
            first.key = key;
            first.name = asked.name.unwrap_or(std::mem::take(&mut first.name));
            first.comment = asked.comment.or(first.comment.take());
            first.is_private = asked.is_private.or(first.is_private);
        }
    })?;
    shown(&pili, &at).map(Json)
}

/// Answers with the stream as it was.
pub(super) async fn delete(State(pili): State<Pili>, At(at): At) -> Result<Json<StreamInfo>, Refused> {
    let last = shown(&pili, &at)?;
    pili.store.hub(&at.hub, |hub| hub.streams.remove(&at.key))?;
    pili.media.cut(&at.id(), "the stream was deleted");
    pili.listeners.end_of(&at.id());
    Ok(Json(last))
}
