//! Routes of the service's own: health, and what only a test may do.

use std::time::Duration;

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::{delete, get, post},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    Seed, SeedError,
    body::{Body, invalid},
    events::EventKind,
    fault::{FaultBody, ShownFault},
    reply::Refused,
    service::Service,
    visitors::is_toml,
};

pub(crate) fn router(service: Service) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/_local/faults", get(show_faults))
        .route("/_local/faults", post(add_fault))
        .route("/_local/faults", delete(clear_faults))
        .route("/_local/reset", post(reset))
        .route("/_local/seed", post(seed))
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

async fn show_faults(State(service): State<Service>) -> Json<Vec<ShownFault>> {
    Json(service.ground.faults.shown())
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

async fn reset(State(service): State<Service>) -> StatusCode {
    service.reset().await;
    StatusCode::NO_CONTENT
}

/// JSON, or TOML if the content type says so.
async fn seed(
    State(service): State<Service>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refused> {
    let wrong = |error: SeedError| invalid(error.to_string());
    let seed = match is_toml(&headers) {
        true => String::from_utf8_lossy(&body).parse().map_err(wrong)?,
        false => Seed::from_json(&body).map_err(wrong)?,
    };
    seed.apply(&service).map(|()| StatusCode::NO_CONTENT)
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
    let now = show_clock(State(service.clone())).await?;
    let told = now["now"].as_str().map(str::to_owned);
    service.ground.events.tell(EventKind::ClockMoved, "clock", |event| event.reason = told);
    Ok(now)
}
