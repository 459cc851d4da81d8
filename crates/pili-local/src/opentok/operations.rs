//! The operations of OpenTok at the routes that are served.

use axum::extract::Request;
use pili_opentok::{
    account::project::{self, ProjectStatus},
    archive, archive_storage, audio_connector, broadcast, callback, captions, connection, insights, render,
    session, stream,
    wire::{Mute, SelectStream, StatusBody},
};

use crate::{
    loose,
    operation::{Candidate, Row, delete, get, in_table, patch, post, put},
};

pub(crate) const ALL: &[Row] = &[
    post::<session::Create>("/session/create"),
    post::<insights::Query>("/graphql"),
    post::<project::Create>("/v2/project"),
    get::<project::List>("/v2/project"),
    get::<project::Info>("/v2/project/{key}"),
    put::<project::Suspend>("/v2/project/{key}").says(suspends),
    put::<project::Activate>("/v2/project/{key}"),
    delete::<project::Delete>("/v2/project/{key}"),
    post::<archive::Start>("/v2/project/{key}/archive"),
    get::<archive::List>("/v2/project/{key}/archive"),
    put::<archive_storage::Set>("/v2/project/{key}/archive/storage"),
    delete::<archive_storage::Delete>("/v2/project/{key}/archive/storage"),
    get::<archive::Info>("/v2/project/{key}/archive/{id}"),
    delete::<archive::Delete>("/v2/project/{key}/archive/{id}"),
    post::<archive::Stop>("/v2/project/{key}/archive/{id}/stop"),
    put::<archive::SetLayout>("/v2/project/{key}/archive/{id}/layout"),
    patch::<archive::RemoveStream>("/v2/project/{key}/archive/{id}/streams").says(removes_stream),
    patch::<archive::AddStream>("/v2/project/{key}/archive/{id}/streams"),
    post::<broadcast::Start>("/v2/project/{key}/broadcast"),
    get::<broadcast::List>("/v2/project/{key}/broadcast"),
    get::<broadcast::Info>("/v2/project/{key}/broadcast/{id}"),
    post::<broadcast::Stop>("/v2/project/{key}/broadcast/{id}/stop"),
    put::<broadcast::SetLayout>("/v2/project/{key}/broadcast/{id}/layout"),
    patch::<broadcast::RemoveStream>("/v2/project/{key}/broadcast/{id}/streams").says(removes_stream),
    patch::<broadcast::AddStream>("/v2/project/{key}/broadcast/{id}/streams"),
    post::<session::Signal>("/v2/project/{key}/session/{session}/signal"),
    post::<session::PlayDtmf>("/v2/project/{key}/session/{session}/play-dtmf"),
    post::<session::DisableMute>("/v2/project/{key}/session/{session}/mute").says(disables_mute),
    post::<session::MuteAll>("/v2/project/{key}/session/{session}/mute"),
    get::<stream::List>("/v2/project/{key}/session/{session}/stream"),
    put::<stream::SetClassLists>("/v2/project/{key}/session/{session}/stream"),
    get::<stream::Info>("/v2/project/{key}/session/{session}/stream/{id}"),
    post::<stream::Mute>("/v2/project/{key}/session/{session}/stream/{id}/mute"),
    get::<connection::List>("/v2/project/{key}/session/{session}/connection"),
    delete::<connection::ForceDisconnect>("/v2/project/{key}/session/{session}/connection/{id}"),
    post::<connection::Signal>("/v2/project/{key}/session/{session}/connection/{id}/signal"),
    post::<connection::PlayDtmf>("/v2/project/{key}/session/{session}/connection/{id}/play-dtmf"),
    post::<session::Dial>("/v2/project/{key}/dial"),
    post::<session::Dial>("/v2/project/{key}/call"),
    post::<session::ConnectAudio>("/v2/project/{key}/connect"),
    post::<audio_connector::Stop>("/v2/project/{key}/connect/{id}/stop"),
    post::<render::Start>("/v2/project/{key}/render"),
    get::<render::List>("/v2/project/{key}/render"),
    get::<render::Info>("/v2/project/{key}/render/{id}"),
    delete::<render::Stop>("/v2/project/{key}/render/{id}"),
    post::<captions::Start>("/v2/project/{key}/captions"),
    post::<captions::Stop>("/v2/project/{key}/captions/{id}/stop"),
    post::<callback::Register>("/v2/project/{key}/callback"),
    get::<callback::List>("/v2/project/{key}/callback"),
    delete::<callback::Unregister>("/v2/project/{key}/callback/{id}"),
];

pub(super) fn of(request: &Request) -> Vec<Candidate> {
    in_table(ALL, request)
}

fn suspends(body: &[u8]) -> bool {
    loose::json(body).is_ok_and(|body: StatusBody| body.status == ProjectStatus::Suspended)
}

fn removes_stream(body: &[u8]) -> bool {
    loose::json(body).is_ok_and(|select: SelectStream| select.remove_stream.is_some())
}

fn disables_mute(body: &[u8]) -> bool {
    loose::json(body).is_ok_and(|mute: Mute| !mute.active)
}
