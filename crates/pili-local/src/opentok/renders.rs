//! Experience Composers and captions.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::{
    Resolution, Role,
    wire::{CaptionsInfo, CaptionsStart, Page, RenderInfo, RenderStart, RenderStatus, StreamInfo},
};

use super::{
    list::Window,
    query::Query,
    refused::{Answer, Body, Refused},
    session::Connection,
    state::{OpenTok, World},
};

pub(super) async fn start(
    State(state): State<OpenTok>,
    Body(start): Body<RenderStart>,
) -> Answer<(StatusCode, Json<RenderInfo>)> {
    if !(15..=2048).contains(&start.url.chars().count()) {
        return Err(Refused::bad("Invalid url"));
    }
    let decoded = state.verify(start.token.as_str(), &start.session_id);
    let decoded = decoded.map_err(|refusal| Refused::bad(format!("Invalid token: {refusal}")))?;
    let mut world = state.world();
    world.session(&start.session_id)?;
    let mut render = RenderInfo::default();
    render.id = world.id();
    render.project_id = Some(state.key());
    render.created_at = Some(state.milliseconds());
    render.updated_at = render.created_at;
    render.url = Some(start.url);
    render.resolution = Some(start.resolution.unwrap_or(Resolution::Hd));
    // Its stream comes to life with it: the connection is there, the answer tells of it later.
    let (connection, mut stream) = (world.id(), StreamInfo::default());
    stream.id.clone_from(&render.id);
    stream.name = start.properties.and_then(|properties| properties.name).unwrap_or_default();
    let session = world.session(&start.session_id)?;
    let rendered = Connection {
        created_at: state.milliseconds(),
        role: decoded.role.as_str().to_owned(),
        uri: render.url.clone(),
        ..Connection::default()
    };
    session.connect(connection.clone(), rendered);
    session.publish(&connection, stream);
    render.session_id = start.session_id;
    world.renders.insert(render.id.clone(), render.clone());
    Ok((StatusCode::ACCEPTED, Json(render)))
}

pub(super) async fn get(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<Json<RenderInfo>> {
    let mut world = state.world();
    let render = find(&mut world, &id)?;
    come_up(render);
    Ok(Json(render.clone()))
}

pub(super) async fn list(
    State(state): State<OpenTok>,
    Query(window): Query<Window>,
) -> Answer<Json<Page<RenderInfo>>> {
    let mut world = state.world();
    world.renders.values_mut().for_each(come_up);
    let all: Vec<_> = world.renders.values().cloned().collect();
    window.page(all.into_iter(), |render| &render.session_id).map(Json)
}

/// The SDK for Python takes 200 only.
pub(super) async fn stop(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    let render = find(&mut world, &id)?;
    render.status = RenderStatus::Stopped;
    render.reason = Some("Stop Requested".to_owned());
    let session = render.session_id.clone();
    let session = world.session(&session)?;
    let connection = session.stream(&id).map(|stream| stream.connection_id.clone());
    if let Ok(connection) = connection {
        session.disconnect(&connection)?;
    }
    Ok(StatusCode::OK)
}

pub(super) async fn start_captions(
    State(state): State<OpenTok>,
    Body(start): Body<CaptionsStart>,
) -> Answer<(StatusCode, Json<CaptionsInfo>)> {
    let decoded = state.verify(start.token.as_str(), &start.session_id);
    let decoded = decoded.map_err(|refusal| Refused::bad(format!("Invalid token: {refusal}")))?;
    if decoded.role != Role::Moderator {
        return Err(Refused::bad("The token must be a moderator's"));
    }
    let mut world = state.world();
    world.routed(&start.session_id, "be captioned")?;
    if world.captions.values().any(|session| *session == start.session_id) {
        return Err(Refused::new(409, "Live captions have already started for this session"));
    }
    let mut captions = CaptionsInfo::default();
    captions.captions_id = world.id();
    world.captions.insert(captions.captions_id.clone(), start.session_id);
    Ok((StatusCode::ACCEPTED, Json(captions)))
}

pub(super) async fn stop_captions(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let stopped = state.world().captions.remove(&id);
    stopped.map(|_| StatusCode::ACCEPTED).ok_or_else(|| Refused::not_found("captions"))
}

/// A page that was starting is rendered by the time somebody looks.
fn come_up(render: &mut RenderInfo) {
    if render.status == RenderStatus::Starting {
        render.status = RenderStatus::Started;
        render.stream_id = Some(render.id.clone());
    }
}

fn find<'a>(world: &'a mut World, id: &str) -> Answer<&'a mut RenderInfo> {
    world.renders.get_mut(id).ok_or_else(|| Refused::not_found("render"))
}
