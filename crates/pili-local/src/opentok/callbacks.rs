use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::wire::CallbackInfo;

use super::{
    refused::{Answer, Body, Refused},
    state::OpenTok,
};

pub(super) async fn register(
    State(state): State<OpenTok>,
    Body(mut callback): Body<CallbackInfo>,
) -> Answer<Json<CallbackInfo>> {
    if callback.group.is_empty() || callback.event.is_empty() || callback.url.is_empty() {
        return Err(Refused::bad("Invalid callback"));
    }
    let mut world = state.world();
    let id = world.id();
    callback.id = Some(id.clone());
    callback.project_id = Some(state.key());
    callback.created_at = Some(state.milliseconds());
    world.callbacks.insert(id, callback.clone());
    Ok(Json(callback))
}

pub(super) async fn list(State(state): State<OpenTok>) -> Json<Vec<CallbackInfo>> {
    Json(state.world().callbacks.values().cloned().collect())
}

pub(super) async fn unregister(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let removed = state.world().callbacks.remove(&id);
    removed.map(|_| StatusCode::NO_CONTENT).ok_or_else(|| Refused::not_found("callback"))
}
