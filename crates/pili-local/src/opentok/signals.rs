//! Signals and tones: kept, so that a test can see them arrive.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::wire::{Dtmf, SignalBody};

use super::{
    refused::{Answer, Body, Refused},
    session::{Signal, Tones},
    state::OpenTok,
};

pub(super) async fn all(
    State(state): State<OpenTok>,
    Path((_, session)): Path<(String, String)>,
    Body(body): Body<SignalBody>,
) -> Answer<StatusCode> {
    signal(&state, &session, None, body)
}

pub(super) async fn to_connection(
    State(state): State<OpenTok>,
    Path((_, session, connection)): Path<(String, String, String)>,
    Body(body): Body<SignalBody>,
) -> Answer<StatusCode> {
    signal(&state, &session, Some(connection), body)
}

pub(super) async fn play_dtmf(
    State(state): State<OpenTok>,
    Path((_, session)): Path<(String, String)>,
    Body(body): Body<Dtmf>,
) -> Answer<StatusCode> {
    play(&state, &session, None, body)
}

pub(super) async fn play_dtmf_to_connection(
    State(state): State<OpenTok>,
    Path((_, session, connection)): Path<(String, String, String)>,
    Body(body): Body<Dtmf>,
) -> Answer<StatusCode> {
    play(&state, &session, Some(connection), body)
}

fn signal(state: &OpenTok, session: &str, to: Option<String>, body: SignalBody) -> Answer<StatusCode> {
    if body.kind.as_ref().is_some_and(|kind| kind.len() > 128) || body.data.len() > 8192 {
        return Err(Refused::new(413, "The type or data of the signal is too large"));
    }
    let mut world = state.world();
    let session = world.session(session)?;
    session.check_connected(to.as_deref())?;
    session.signals.push(Signal { to, body });
    Ok(StatusCode::NO_CONTENT)
}

fn play(state: &OpenTok, session: &str, to: Option<String>, Dtmf { digits }: Dtmf) -> Answer<StatusCode> {
    let tone = |byte: u8| byte.is_ascii_digit() || b"*#p".contains(&byte);
    if digits.is_empty() || !digits.bytes().all(tone) {
        return Err(Refused::bad("Invalid digits"));
    }
    let mut world = state.world();
    let session = world.session(session)?;
    session.check_connected(to.as_deref())?;
    session.tones.push(Tones { to, digits });
    Ok(StatusCode::OK)
}
