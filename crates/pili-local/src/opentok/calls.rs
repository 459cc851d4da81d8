//! What joins a session without being a client: SIP calls and WebSockets.

use axum::{Json, extract::State};
use pili_opentok::{
    session::{AudioConnection, SipCall},
    stream::{StreamInfo, VideoType},
    wire::{AudioConnector, DialBody},
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
    Body(AudioConnector { session_id, token, websocket }): Body<AudioConnector>,
) -> Answer<Json<AudioConnection>> {
    if !websocket.uri.starts_with("ws://") && !websocket.uri.starts_with("wss://") {
        return Err(Refused::bad("Invalid WebSocket URI"));
    }
    let connection = joining(&state, token.as_str(), &session_id, &websocket.uri)?;
    let mut world = state.world();
    let (id, connection_id) = (world.id(), world.id());
    world.routed(&session_id, "connect audio")?;
    world.connect(&session_id, &connection_id, connection)?;
    Ok(Json(AudioConnection { id, connection_id, bidirectional: websocket.bidirectional }))
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
