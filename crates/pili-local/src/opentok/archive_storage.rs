//! Where archives would be uploaded to: kept, so that archives say so. Nothing is uploaded.

use axum::{extract::State, http::StatusCode};
use pili_opentok::wire::ArchiveStorage;

use super::{
    refused::{Answer, Body, Refused},
    state::OpenTok,
};

pub(super) async fn set(
    State(state): State<OpenTok>,
    Body(ArchiveStorage { target, fallback: _ }): Body<ArchiveStorage>,
) -> Answer<StatusCode> {
    target.check().map_err(|error| Refused::bad(error.to_string()))?;
    *state.world().upload_target = Some(target);
    Ok(StatusCode::OK)
}

pub(super) async fn delete(State(state): State<OpenTok>) -> StatusCode {
    *state.world().upload_target = None;
    StatusCode::NO_CONTENT
}
