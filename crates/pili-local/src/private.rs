//! Routes of the service's own: health, and what only a test may do.

use std::sync::atomic::Ordering;

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get, post},
};
use serde_json::{Value, json};

use crate::{
    body::Body,
    fault::{FaultBody, Faults},
    reply::Refused,
    service::Service,
};

pub(crate) fn router(service: Service) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/_local/faults", post(add_fault))
        .route("/_local/faults", delete(clear_faults))
        .with_state(service)
}

/// Ready only when every listener accepts.
async fn healthz(State(service): State<Service>) -> (StatusCode, Json<Value>) {
    match service.ready.load(Ordering::Acquire) {
        true => (StatusCode::OK, Json(json!({ "status": "ready" }))),
        false => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "starting" }))),
    }
}

async fn add_fault(
    State(service): State<Service>,
    Body(fault): Body<FaultBody>,
) -> Result<StatusCode, Refused> {
    let injected = fault.inject(&Faults::new(service));
    injected.map_err(|error| Refused::bad_argument(error.to_string()))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn clear_faults(State(service): State<Service>) -> StatusCode {
    Faults::new(service).clear();
    StatusCode::NO_CONTENT
}
