//! What joins a session without being a client: SIP calls and WebSockets.

use axum::{Json, extract::State};
use pili_opentok::wire::{AudioConnection, AudioConnector, Dial, SipCall, StreamInfo};

use super::{
    refused::{Answer, Body, Refused},
    session::Connection,
    state::OpenTok,
};

pub(super) async fn dial(State(state): State<OpenTok>, Body(dial): Body<Dial>) -> Answer<Json<SipCall>> {
    if !dial.sip.uri.starts_with("sip:") {
        return Err(Refused::bad("Invalid SIP URI"));
    }
    let connection = joining(&state, dial.token.as_str(), &dial.session_id, &dial.sip.uri)?;
    let mut world = state.world();
    let (id, connection_id, stream_id) = (world.id(), world.id(), world.id());
    let session = world.routed(&dial.session_id, "dial out")?;
    session.connect(connection_id.clone(), connection);
    let mut stream = StreamInfo::default();
    stream.id.clone_from(&stream_id);
    session.publish(&connection_id, stream);
    let mut call = SipCall::default();
    (call.id, call.connection_id, call.stream_id) = (id, connection_id, stream_id);
    call.session_id = Some(dial.session_id);
    call.project_id = Some(state.key());
    call.created_at = Some(state.milliseconds());
    Ok(Json(call))
}

pub(super) async fn connect(
    State(state): State<OpenTok>,
    Body(asked): Body<AudioConnector>,
) -> Answer<Json<AudioConnection>> {
    let socket = asked.websocket;
    if !socket.uri.starts_with("ws://") && !socket.uri.starts_with("wss://") {
        return Err(Refused::bad("Invalid WebSocket URI"));
    }
    let connection = joining(&state, asked.token.as_str(), &asked.session_id, &socket.uri)?;
    let mut world = state.world();
    let (id, connection_id) = (world.id(), world.id());
    let session = world.routed(&asked.session_id, "connect audio")?;
    session.connect(connection_id.clone(), connection);
    let mut answer = AudioConnection::default();
    (answer.id, answer.connection_id) = (id, connection_id);
    answer.bidirectional = socket.bidirectional;
    Ok(Json(answer))
}

fn joining(state: &OpenTok, token: &str, session: &str, uri: &str) -> Answer<Connection> {
    let decoded = state.verify(token, session);
    let decoded = decoded.map_err(|refusal| Refused::bad(format!("Invalid token: {refusal}")))?;
    Ok(Connection {
        created_at: state.milliseconds(),
        role: decoded.role.as_str().to_owned(),
        data: decoded.data,
        uri: Some(uri.to_owned()),
        ..Connection::default()
    })
}
