//! What clients do, for tests to do in their stead. None of it needs a project's or an application's token.
//!
//! | route | what it does |
//! |---|---|
//! | `POST /_local/opentok/sessions/{id}/connections` | connects with the client token of `{"token":"…"}`, checked as the service would |
//! | `DELETE /_local/opentok/sessions/{id}/connections/{connection}` | disconnects |
//! | `POST /_local/opentok/sessions/{id}/streams` | publishes: `{"connectionId":"…","name":"…","videoType":"camera"}` |
//! | `DELETE /_local/opentok/sessions/{id}/streams/{stream}` | stops publishing |
//! | `GET /_local/opentok/sessions/{id}` | shows the session: connections, streams, signals, tones |
//! | `GET /_local/opentok/layouts/{id}` | shows the layout that an archive or a broadcast was given |
//! | `PUT /_local/opentok/webhooks/{monitoring}` | tells `{"url":"…","secret":"…"}` from now on; without a secret unsigned |
//! | `DELETE /_local/opentok/webhooks/{monitoring}` | tells nobody |

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{delete, get, post, put},
};
use pili_auth::{
    Secret,
    opentok::{Decoded, Role},
};
use pili_opentok::{
    stream::{StreamInfo, VideoType},
    webhook::{EventReason, Monitoring},
    wire::LayoutBody,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    refused::{Answer, Body, Refused},
    session::Connection,
    state::OpenTok,
    webhooks::Target,
};

pub(super) fn router() -> Router<OpenTok> {
    Router::new()
        .route("/_local/opentok/sessions/{session}", get(show))
        .route("/_local/opentok/layouts/{id}", get(layout))
        .route("/_local/opentok/webhooks/{monitoring}", put(tell).delete(tell_nobody))
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

/// Who is to be told.
#[derive(Deserialize)]
struct Webhook {
    url: String,
    secret: Option<String>,
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

async fn tell(
    State(state): State<OpenTok>,
    Path(monitoring): Path<Monitoring>,
    Body(Webhook { url, secret }): Body<Webhook>,
) -> Answer<StatusCode> {
    state.webhooks.set(monitoring, Some(Target::new(&url, secret.map(Secret::from))?));
    Ok(StatusCode::NO_CONTENT)
}

async fn tell_nobody(State(state): State<OpenTok>, Path(monitoring): Path<Monitoring>) -> StatusCode {
    state.webhooks.set(monitoring, None);
    StatusCode::NO_CONTENT
}

impl OpenTok {
    /// Gives back the connection's id, and what its token says.
    pub(crate) fn connect(&self, id: &str, token: &str) -> Answer<(String, Decoded)> {
        self.check_standing()?;
        let decoded = self.verify(token, id);
        let decoded = decoded.map_err(|refusal| Refused::new(403, refusal.to_string()))?;
        let mut world = self.world();
        let connection_id = world.id();
        let connection = Connection {
            role: decoded.role.as_str().to_owned(),
            data: decoded.data.clone(),
            layout_classes: decoded.initial_layout_classes.clone(),
            ..Connection::new(self.clock.now())
        };
        world.connect(id, &connection_id, connection)?;
        Ok((connection_id, decoded))
    }

    pub(crate) fn disconnect(&self, session: &str, id: &str) -> Answer<()> {
        self.world().disconnect(session, id, EventReason::ClientDisconnected)
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
        let connection = world.session(session)?.connections.get(connection_id);
        let connection = connection.ok_or_else(|| Refused::not_found("connection"))?;
        if connection.role == Role::Subscriber.as_str() {
            return Err(Refused::new(403, "A subscriber may not publish"));
        }
        let layout_class_list = connection.layout_classes.clone();
        let stream = StreamInfo { id, name, video_type, layout_class_list };
        world.publish(session, connection_id, stream.clone())?;
        Ok(stream)
    }

    pub(crate) fn unpublish(&self, session: &str, id: &str) -> Answer<()> {
        self.world().unpublish(session, id, EventReason::ClientDisconnected)
    }
}
