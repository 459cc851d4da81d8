//! What clients do, for tests to do in their stead. None of it needs a project's token.
//!
//! | route | what it does |
//! |---|---|
//! | `POST /_local/opentok/sessions/{id}/connections` | connects with the client token of `{"token":"…"}`, checked as the service would |
//! | `DELETE /_local/opentok/sessions/{id}/connections/{connection}` | disconnects |
//! | `POST /_local/opentok/sessions/{id}/streams` | publishes: `{"connectionId":"…","name":"…","videoType":"camera"}` |
//! | `DELETE /_local/opentok/sessions/{id}/streams/{stream}` | stops publishing |
//! | `GET /_local/opentok/sessions/{id}` | shows the session: connections, streams, signals, tones |
//! | `GET /_local/opentok/layouts/{id}` | shows the layout that an archive or a broadcast was given |

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{delete, get, post},
};
use pili_opentok::{
    archive::{ArchiveInfo, ArchiveStatus},
    stream::{StreamInfo, VideoType},
    wire::{ArchiveStart, LayoutBody},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    archives,
    refused::{Answer, Body, Refused},
    session::Connection,
    state::{OpenTok, World},
};

pub(super) fn router() -> Router<OpenTok> {
    Router::new()
        .route("/_local/opentok/sessions/{session}", get(show))
        .route("/_local/opentok/layouts/{id}", get(layout))
        .route("/_local/opentok/sessions/{session}/connections", post(connect))
        .route("/_local/opentok/sessions/{session}/connections/{id}", delete(disconnect))
        .route("/_local/opentok/sessions/{session}/streams", post(publish))
        .route("/_local/opentok/sessions/{session}/streams/{id}", delete(unpublish))
}

#[derive(Debug, Deserialize)]
struct Connect {
    token: String,
}

/// A stream to publish.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Publish {
    connection_id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    video_type: VideoType,
}

async fn show(State(state): State<OpenTok>, Path(session): Path<String>) -> Answer<Json<Value>> {
    let mut world = state.world();
    let shown = serde_json::to_value(world.session(&session)?);
    shown.map(Json).map_err(|error| Refused::new(500, error.to_string()))
}

async fn layout(State(state): State<OpenTok>, Path(id): Path<String>) -> Answer<Json<LayoutBody>> {
    let layout = state.world().layouts.get(&id).cloned();
    layout.map(Json).ok_or_else(|| Refused::not_found("layout"))
}

async fn connect(
    State(state): State<OpenTok>,
    Path(id): Path<String>,
    Body(body): Body<Connect>,
) -> Answer<(StatusCode, Json<Value>)> {
    let decoded = state.verify(&body.token, &id);
    let decoded = decoded.map_err(|refusal| Refused::new(403, refusal.to_string()))?;
    let mut world = state.world();
    let connection_id = world.id();
    let session = world.session(&id)?;
    let role = decoded.role.as_str().to_owned();
    let answer = json!({ "connectionId": connection_id, "role": role, "data": decoded.data });
    let (created_at, layout_classes) = (state.clock.now(), decoded.initial_layout_classes);
    let first = !session.joined;
    let connection = Connection { created_at, role, data: decoded.data, layout_classes, uri: None };
    session.connect(connection_id, connection);
    if first && session.always_archived {
        let (name, resolution) = (session.archive_name.clone(), session.archive_resolution.as_deref());
        let resolution = resolution.map(Into::into);
        let start = ArchiveStart { session_id: id.clone(), name, resolution, ..ArchiveStart::default() };
        archives::started(&state, &mut world, start);
    }
    each_recording(&mut world, &id, |archive| archive.status = ArchiveStatus::Started);
    Ok((StatusCode::CREATED, Json(answer)))
}

async fn disconnect(
    State(state): State<OpenTok>,
    Path((session, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    world.session(&session)?.disconnect(&id)?;
    if world.session(&session)?.connections.is_empty() {
        each_recording(&mut world, &session, |archive| archive.status = ArchiveStatus::Paused);
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn publish(
    State(state): State<OpenTok>,
    Path(session): Path<String>,
    Body(body): Body<Publish>,
) -> Answer<(StatusCode, Json<StreamInfo>)> {
    let mut world = state.world();
    let id = world.id();
    let session = world.session(&session)?;
    let connection = session.connections.get(&body.connection_id);
    let connection = connection.ok_or_else(|| Refused::not_found("connection"))?;
    if connection.role == "subscriber" {
        return Err(Refused::new(403, "A subscriber may not publish"));
    }
    let layout_class_list = connection.layout_classes.clone();
    let stream = StreamInfo { id, name: body.name, video_type: body.video_type, layout_class_list };
    session.publish(&body.connection_id, stream.clone());
    Ok((StatusCode::CREATED, Json(stream)))
}

async fn unpublish(
    State(state): State<OpenTok>,
    Path((session, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let removed = state.world().session(&session)?.streams.remove(&id);
    removed.map(|_| StatusCode::NO_CONTENT).ok_or_else(|| Refused::not_found("stream"))
}

/// Recordings pause while nobody is connected.
fn each_recording(world: &mut World, session: &str, work: impl Fn(&mut ArchiveInfo)) {
    let recordings =
        world.archives.values_mut().filter(|one| one.session_id == session && archives::runs(one));
    recordings.for_each(work);
}
