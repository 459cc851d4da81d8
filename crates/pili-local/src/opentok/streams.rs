use axum::{
    Json,
    extract::{Path, State},
};
use pili_opentok::{Page, stream::StreamInfo, wire::ClassLists};

use super::{
    refused::{Answer, Body, Refused},
    session::Session,
    state::OpenTok,
};

pub(super) async fn info(
    State(state): State<OpenTok>,
    Path((_, session, id)): Path<(String, String, String)>,
) -> Answer<Json<StreamInfo>> {
    let mut world = state.world();
    Ok(Json(world.session(&session)?.stream(&id)?.info.clone()))
}

/// A session that nobody ever joined is answered with 404 (spec 9).
pub(super) async fn list(
    State(state): State<OpenTok>,
    Path((_, session)): Path<(String, String)>,
) -> Answer<Json<Page<StreamInfo>>> {
    let mut world = state.world();
    let session = world.session(&session)?;
    session.check_connected(None)?;
    Ok(Json(page(session)))
}

fn page(session: &Session) -> Page<StreamInfo> {
    let streams: Vec<_> = session.streams.values().map(|stream| stream.info.clone()).collect();
    Page { count: u64::try_from(streams.len()).unwrap_or(u64::MAX), items: streams }
}

pub(super) async fn set_class_lists(
    State(state): State<OpenTok>,
    Path((_, session)): Path<(String, String)>,
    Body(ClassLists { items }): Body<ClassLists>,
) -> Answer<Json<Page<StreamInfo>>> {
    let mut world = state.world();
    let session = world.session(&session)?;
    if items.iter().any(|item| !session.streams.contains_key(&item.id)) {
        return Err(Refused::bad("Invalid request: an unknown stream"));
    }
    for item in items {
        session.stream(&item.id)?.info.layout_class_list = item.layout_class_list;
    }
    Ok(Json(page(session)))
}
