//! Routes of the service's own: health, and what only a test may do.

use std::time::Duration;

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get, post},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    body::{Body, invalid},
    fault::FaultBody,
    reply::Refused,
    service::Service,
};

pub(crate) fn router(service: Service) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/_local/faults", post(add_fault))
        .route("/_local/faults", delete(clear_faults))
        .route("/_local/clock", get(show_clock))
        .route("/_local/clock", post(move_clock))
        .with_state(service)
}

/// Ready only when every listener accepts.
async fn healthz(State(service): State<Service>) -> (StatusCode, Json<Value>) {
    match service.is_ready() {
        true => (StatusCode::OK, Json(json!({ "status": "ready" }))),
        false => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "starting" }))),
    }
}

async fn add_fault(
    State(service): State<Service>,
    Body(fault): Body<FaultBody>,
) -> Result<StatusCode, Refused> {
    let injected = fault.inject(&service.ground.faults);
    injected.map_err(|error| Refused::bad_argument(error.to_string()))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn clear_faults(State(service): State<Service>) -> StatusCode {
    service.ground.faults.clear();
    StatusCode::NO_CONTENT
}

/// How the clock is moved: one of both.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum ClockMove {
    /// By so many milliseconds.
    AdvanceMs(u64),
    /// To this moment.
    Set(String),
}

async fn show_clock(State(service): State<Service>) -> Result<Json<Value>, Refused> {
    let now = Timestamp::try_from(service.hands.now());
    let now = now.map_err(|error| Refused::new(500, error.to_string()))?;
    Ok(Json(json!({ "now": now.to_string() })))
}

async fn move_clock(
    State(service): State<Service>,
    Body(asked): Body<ClockMove>,
) -> Result<Json<Value>, Refused> {
    match asked {
        ClockMove::AdvanceMs(by) => service.hands.advance(Duration::from_millis(by)),
        ClockMove::Set(time) => {
            let time: Timestamp =
                time.parse().map_err(|error: jiff::Error| invalid(format!("set: {error}")))?;
            service.hands.set(time.into());
        }
    }
    show_clock(State(service)).await
}
