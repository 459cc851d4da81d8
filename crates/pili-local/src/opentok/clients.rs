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
use pili_auth::opentok::{Decoded, Role};
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
    Path(session): Path<String>,
    Body(body): Body<Connect>,
) -> Answer<(StatusCode, Json<Value>)> {
    let (id, decoded) = state.connect(&session, &body.token)?;
    let answer = json!({ "connectionId": id, "role": decoded.role.as_str(), "data": decoded.data });
    Ok((StatusCode::CREATED, Json(answer)))
}

async fn disconnect(
    State(state): State<OpenTok>,
    Path((session, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    state.disconnect(&session, &id).map(|()| StatusCode::NO_CONTENT)
}

async fn publish(
    State(state): State<OpenTok>,
    Path(session): Path<String>,
    Body(Publish { connection_id, name, video_type }): Body<Publish>,
) -> Answer<(StatusCode, Json<StreamInfo>)> {
    let stream = state.publish(&session, &connection_id, name, video_type)?;
    Ok((StatusCode::CREATED, Json(stream)))
}

async fn unpublish(
    State(state): State<OpenTok>,
    Path((session, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    state.unpublish(&session, &id).map(|()| StatusCode::NO_CONTENT)
}

impl OpenTok {
    /// Gives back the connection's id, and what its token says.
    pub(crate) fn connect(&self, id: &str, token: &str) -> Answer<(String, Decoded)> {
        self.check_standing()?;
        let decoded = self.verify(token, id);
        let decoded = decoded.map_err(|refusal| Refused::new(403, refusal.to_string()))?;
        let mut world = self.world();
        let connection_id = world.id();
        let session = world.session(id)?;
        let first = !session.joined;
        let connection = Connection {
            role: decoded.role.as_str().to_owned(),
            data: decoded.data.clone(),
            layout_classes: decoded.initial_layout_classes.clone(),
            ..Connection::new(self.clock.now())
        };
        session.connect(connection_id.clone(), connection);
        if first && session.always_archived {
            let (name, resolution) = (session.archive_name.clone(), session.archive_resolution.as_deref());
            let resolution = resolution.map(Into::into);
            let start =
                ArchiveStart { session_id: id.to_owned(), name, resolution, ..ArchiveStart::default() };
            archives::started(self, &mut world, start);
        }
        each_recording(&mut world, id, |archive| archive.status = ArchiveStatus::Started);
        Ok((connection_id, decoded))
    }

    pub(crate) fn disconnect(&self, session: &str, id: &str) -> Answer<()> {
        let mut world = self.world();
        world.session(session)?.disconnect(id)?;
        if world.session(session)?.connections.is_empty() {
            each_recording(&mut world, session, |archive| archive.status = ArchiveStatus::Paused);
        }
        Ok(())
    }

    pub(crate) fn publish(
        &self,
        session: &str,
        connection_id: &str,
        name: String,
        video_type: VideoType,
    ) -> Answer<StreamInfo> {
        let mut world = self.world();
        let id = world.id();
        let session = world.session(session)?;
        let connection = session.connections.get(connection_id);
        let connection = connection.ok_or_else(|| Refused::not_found("connection"))?;
        if connection.role == Role::Subscriber.as_str() {
            return Err(Refused::new(403, "A subscriber may not publish"));
        }
        let layout_class_list = connection.layout_classes.clone();
        let stream = StreamInfo { id, name, video_type, layout_class_list };
        session.publish(connection_id, stream.clone());
        Ok(stream)
    }

    pub(crate) fn unpublish(&self, session: &str, id: &str) -> Answer<()> {
        let removed = self.world().session(session)?.streams.remove(id);
        removed.map(drop).ok_or_else(|| Refused::not_found("stream"))
    }
}

/// Recordings pause while nobody is connected.
fn each_recording(world: &mut World, session: &str, work: impl Fn(&mut ArchiveInfo)) {
    let recordings =
        world.archives.values_mut().filter(|one| one.session_id == session && archives::runs(one));
    recordings.for_each(work);
}
