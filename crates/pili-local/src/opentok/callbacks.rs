use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::{callback::CallbackInfo, wire::CallbackRegister};

use super::{
    refused::{Answer, Body, Refused},
    state::OpenTok,
};

pub(super) async fn register(
    State(state): State<OpenTok>,
    Body(CallbackRegister { group, event, url }): Body<CallbackRegister>,
) -> Answer<Json<CallbackInfo>> {
    if group.as_str().is_empty() || event.as_str().is_empty() || url.is_empty() {
        return Err(Refused::bad("Invalid callback"));
    }
    let mut world = state.world();
    let (id, project_id, created_at) = (world.id(), Some(state.key()), Some(state.clock.now()));
    let callback = CallbackInfo { id, group, event, url, project_id, created_at };
    world.callbacks.insert(callback.id.clone(), callback.clone());
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
