//! What joins a session without being a client: SIP calls and WebSockets.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::{
    session::{AudioConnection, SipCall},
    stream::{StreamInfo, VideoType},
    webhook::EventReason,
    wire::{AudioEncoding, AudioTransportBody, AudioTransportType, ConnectBody, DialBody},
};

use super::{
    refused::{Answer, Body, Refused},
    session::Connection,
    state::OpenTok,
};

pub(super) async fn dial(
    State(state): State<OpenTok>,
    Body(DialBody { session_id, token, sip }): Body<DialBody>,
) -> Answer<Json<SipCall>> {
    if !sip.uri.starts_with("sip:") {
        return Err(Refused::bad("Invalid SIP URI"));
    }
    let connection = joining(&state, token.as_str(), &session_id, &sip.uri)?;
    let mut world = state.world();
    let (id, connection_id, stream_id) = (world.id(), world.id(), world.id());
    world.routed(&session_id, "dial out")?;
    world.connect(&session_id, &connection_id, Connection { call: Some(id.clone()), ..connection })?;
    let (video_type, layout_class_list) = (VideoType::default(), Vec::new());
    let stream = StreamInfo { id: stream_id.clone(), name: String::new(), video_type, layout_class_list };
    world.publish(&session_id, &connection_id, stream)?;
    Ok(Json(SipCall {
        id,
        connection_id,
        stream_id,
        session_id: Some(session_id),
        project_id: Some(state.key()),
        created_at: Some(state.clock.now()),
        updated_at: None,
    }))
}

pub(super) async fn connect(
    State(state): State<OpenTok>,
    Body(ConnectBody { session_id, token, websocket }): Body<ConnectBody>,
) -> Answer<Json<AudioConnection>> {
    if !websocket.uri.starts_with("ws://") && !websocket.uri.starts_with("wss://") {
        return Err(Refused::bad("Invalid WebSocket URI"));
    }
    websocket.audio_transport.as_ref().map_or(Ok(()), check_transport)?;
    let connection = joining(&state, token.as_str(), &session_id, &websocket.uri)?;
    let mut world = state.world();
    let (id, connection_id) = (world.id(), world.id());
    world.routed(&session_id, "connect audio")?;
    world.connect(&session_id, &connection_id, connection)?;
    world.audio_connectors.insert(id.clone(), (session_id, connection_id.clone()));
    Ok(Json(AudioConnection { id, connection_id, bidirectional: websocket.bidirectional }))
}

fn check_transport(body: &AudioTransportBody) -> Answer<()> {
    match (&body.transport, &body.encoding) {
        (AudioTransportType::Binary, _) | (AudioTransportType::Json, Some(AudioEncoding::Base64)) => Ok(()),
        (AudioTransportType::Json, _) => Err(Refused::bad("Audio in JSON needs the encoding base64")),
        (other, _) => Err(Refused::bad(format!("Invalid audio transport: {other}"))),
    }
}

/// By either id: which of the two the service wants, its SDKs do not agree on (spec 13.3).
pub(super) async fn stop_connect(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    let mut connectors = world.audio_connectors.iter();
    let found = connectors.find(|(call, (_, connection))| **call == id || *connection == id);
    let (call, _) = found.ok_or_else(|| Refused::not_found("audio connector"))?;
    let call = call.clone();
    let (session, connection) = world.audio_connectors.remove(&call).unwrap_or_default();
    world.disconnect(&session, &connection, EventReason::ClientDisconnected)?;
    Ok(StatusCode::OK)
}

fn joining(state: &OpenTok, token: &str, session: &str, uri: &str) -> Answer<Connection> {
    let decoded = state.verify(token, session);
    let decoded = decoded.map_err(|refusal| Refused::bad(format!("Invalid token: {refusal}")))?;
    Ok(Connection {
        role: decoded.role.as_str().to_owned(),
        data: decoded.data,
        uri: Some(uri.to_owned()),
        ..Connection::new(state.clock.now())
    })
}
