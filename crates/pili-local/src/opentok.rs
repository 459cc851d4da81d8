//! The OpenTok API: sessions, and what happens in and to them (`docs/spec/opentok.md`).
//!
//! A project and applications call, each with a world of its own: see [`projects`]. Clients are driven through routes of
//! the service's own: see [`clients`].

mod account;
mod answer;
mod archive_storage;
mod archives;
mod auth;
mod broadcasts;
mod callbacks;
mod caller;
mod calls;
mod clients;
mod composed;
mod connections;
mod dispatch;
mod insights;
mod joining;
mod kept;
mod moderation;
pub(crate) mod operations;
mod projects;
mod query;
mod refused;
mod renders;
mod representation;
mod session;
mod sessions;
mod signals;
mod standing;
mod state;
mod streams;
mod told;
mod webhooks;

use axum::{
    Router, middleware,
    routing::{delete, get, patch, post, put},
};

use crate::{Faults, fault};
pub(crate) use answer::around;
pub(crate) use caller::Caller;
use pili_opentok::{archive::ArchiveInfo, broadcast::BroadcastInfo, render::RenderInfo};
pub(crate) use projects::Projects;
pub(crate) use refused::Refused;
pub(crate) use state::OpenTok;
pub(crate) use webhooks::Target;

/// The calls of the account and of its first project; those of the others, and of applications, come by [`around`].
pub(crate) fn router(projects: Projects) -> Router {
    projects.calls_of_first().merge(account::router(projects))
}

/// The calls of one project or application.
fn calls(state: OpenTok, faults: &Faults) -> Router {
    Router::new()
        .route("/session/create", post(sessions::create))
        .nest("/v2/project/{key}", project())
        .route("/graphql", post(insights::query))
        .layer(middleware::from_fn_with_state(state.clone(), standing::check))
        .layer(middleware::from_fn_with_state(state.clone(), auth::check))
        .layer(middleware::from_fn_with_state(fault::Point::new(faults, operations::of), fault::meet))
        .merge(clients::router())
        .with_state(state)
}

fn project() -> Router<OpenTok> {
    Router::new()
        .route("/archive", post(archives::start).get(kept::list::<ArchiveInfo>))
        .route("/archive/storage", put(archive_storage::set).delete(archive_storage::delete))
        .route("/archive/{id}", get(kept::info::<ArchiveInfo>).delete(archives::delete))
        .route("/archive/{id}/stop", post(archives::stop))
        .route("/archive/{id}/layout", put(composed::set_layout::<ArchiveInfo>))
        .route("/archive/{id}/streams", patch(composed::select_stream::<ArchiveInfo>))
        .route("/broadcast", post(broadcasts::start).get(kept::list::<BroadcastInfo>))
        .route("/broadcast/{id}", get(kept::info::<BroadcastInfo>))
        .route("/broadcast/{id}/stop", post(broadcasts::stop))
        .route("/broadcast/{id}/layout", put(composed::set_layout::<BroadcastInfo>))
        .route("/broadcast/{id}/streams", patch(composed::select_stream::<BroadcastInfo>))
        .nest("/session/{session}", session())
        .route("/dial", post(calls::dial))
        .route("/call", post(calls::dial))
        .route("/connect", post(calls::connect))
        .route("/connect/{id}/stop", post(calls::stop_connect))
        .route("/render", post(renders::start).get(kept::list::<RenderInfo>))
        .route("/render/{id}", get(kept::info::<RenderInfo>).delete(renders::stop))
        .route("/captions", post(renders::start_captions))
        .route("/captions/{id}/stop", post(renders::stop_captions))
        .route("/callback", post(callbacks::register).get(callbacks::list))
        .route("/callback/{id}", delete(callbacks::unregister))
}

fn session() -> Router<OpenTok> {
    Router::new()
        .route("/signal", post(signals::all))
        .route("/play-dtmf", post(signals::play_dtmf))
        .route("/mute", post(moderation::mute_all))
        .route("/stream", get(streams::list).put(streams::set_class_lists))
        .route("/stream/{id}", get(streams::info))
        .route("/stream/{id}/mute", post(moderation::mute_stream))
        .route("/connection", get(connections::list))
        .route("/connection/{id}", delete(moderation::force_disconnect))
        .route("/connection/{id}/signal", post(signals::to_connection))
        .route("/connection/{id}/play-dtmf", post(signals::play_dtmf_to_connection))
}
