//! The page at `/`, and what it asks for beside the other routes under `/_local`.

mod again;
mod files;

use axum::{
    Router,
    routing::{get, post},
};

use crate::service::Service;

/// `calls` are the APIs to which a call is sent again.
pub(crate) fn router(service: Service, calls: Router) -> Router {
    Router::new()
        .route("/_local/events/{id}/again", post(again::send))
        .with_state((service, calls))
        .route("/", get(files::page))
        .route("/_local/console/{*file}", get(files::file))
}
