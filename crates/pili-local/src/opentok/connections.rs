use axum::{
    Json,
    extract::{Path, State},
};
use pili_opentok::{
    connection::{ConnectionInfo, ConnectionState},
    wire::Owner,
};
use serde::Serialize;

use super::{refused::Answer, session::Connection, state::OpenTok};

/// Who is connected to a session (spec 9.1).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Connections {
    count: usize,
    #[serde(flatten)]
    owner: Owner,
    session_id: String,
    items: Vec<ConnectionInfo>,
}

/// A session that nobody ever joined is answered with 404, as in the list of its streams.
pub(super) async fn list(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<Json<Connections>> {
    let mut world = state.world();
    let session = world.session(&id)?;
    session.check_connected(None)?;
    let connected = |(id, connection): (&String, &Connection)| ConnectionInfo {
        connection_id: id.clone(),
        connection_state: ConnectionState::Connected,
        created_at: Some(connection.created_at),
    };
    let items: Vec<_> = session.connections.iter().map(connected).collect();
    Ok(Json(Connections { count: items.len(), owner: state.owner(), session_id: id, items }))
}
