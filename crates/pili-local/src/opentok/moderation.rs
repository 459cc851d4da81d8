use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::{webhook::EventReason, wire::Mute};
use serde_json::{Value, json};

use super::{
    refused::{Answer, Body},
    state::OpenTok,
};

pub(super) async fn force_disconnect(
    State(state): State<OpenTok>,
    Path((_, session, id)): Path<(String, String, String)>,
) -> Answer<StatusCode> {
    state.world().disconnect(&session, &id, EventReason::ForceDisconnected)?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn mute_stream(
    State(state): State<OpenTok>,
    Path((_, session, id)): Path<(String, String, String)>,
) -> Answer<Json<Value>> {
    state.world().session(&session)?.stream(&id)?.muted = true;
    Ok(done())
}

/// Mutes what is published and what will be; lifting leaves muted streams as they are.
pub(super) async fn mute_all(
    State(state): State<OpenTok>,
    Path((_, session)): Path<(String, String)>,
    Body(Mute { active, excluded_stream_ids }): Body<Mute>,
) -> Answer<Json<Value>> {
    let mut world = state.world();
    let session = world.session(&session)?;
    session.check_connected(None)?;
    session.muted = active;
    let excluded = excluded_stream_ids.unwrap_or_default();
    for (id, stream) in &mut session.streams {
        stream.muted |= active && !excluded.contains(id);
    }
    Ok(done())
}

/// An object, for clients that read one.
fn done() -> Json<Value> {
    Json(json!({ "code": 200, "message": "OK" }))
}
