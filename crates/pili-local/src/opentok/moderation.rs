use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::wire::MuteAll;

use super::{
    refused::{Answer, Body},
    state::OpenTok,
};

pub(super) async fn force_disconnect(
    State(state): State<OpenTok>,
    Path((_, session, id)): Path<(String, String, String)>,
) -> Answer<StatusCode> {
    state.world().session(&session)?.disconnect(&id)?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn mute_stream(
    State(state): State<OpenTok>,
    Path((_, session, id)): Path<(String, String, String)>,
) -> Answer<StatusCode> {
    state.world().session(&session)?.stream(&id)?.muted = true;
    Ok(StatusCode::OK)
}

/// Mutes what is published and what will be; lifting leaves muted streams as they are.
pub(super) async fn mute_all(
    State(state): State<OpenTok>,
    Path((_, session)): Path<(String, String)>,
    Body(mute): Body<MuteAll>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    let session = world.session(&session)?;
    session.check_connected(None)?;
    session.muted = mute.active;
    let excluded = mute.excluded_stream_ids.unwrap_or_default();
    for (id, stream) in &mut session.streams {
        stream.muted |= mute.active && !excluded.contains(id);
    }
    Ok(StatusCode::OK)
}
