//! The first generation of 2014 (spec 4.7): its streams live in the first hub.

mod at;
mod playback;
mod read;
mod refused;
mod shown;
mod signature;
mod status;
mod stream;
mod streams;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{live::Pili, reply};

pub(super) use signature::check as check_signature;

/// The oldest text has another prefix.
pub(super) fn router() -> Router<Pili> {
    under("/v1").merge(under("/api/v1")).fallback(reply::not_implemented)
}

fn under(prefix: &str) -> Router<Pili> {
    let at = |path: &str| format!("{prefix}/streams{path}");
    Router::new()
        .route(&at(""), post(streams::create).get(streams::list))
        .route(&at("/{id}"), get(stream::info).post(stream::update).delete(stream::delete))
        .route(&at("/{id}/status"), get(status::status))
        .route(&at("/{id}/segments"), get(playback::segments).delete(playback::delete))
        .route(&at("/{id}/segments/play"), get(playback::play))
}
