//! The APIs before v2. Two of them are served under `/v1`; the scheme of the signature says which is meant.

use axum::{
    Router,
    extract::{Request, State},
    middleware,
    response::Response,
    routing::any,
};
use pili_auth::qiniu::Authorization;
use serde::Deserialize;
use tower::ServiceExt as _;

use super::{first, operations, v1};
use crate::{fault, live::Pili, signature};

/// The two that share a path.
#[derive(Clone)]
struct Generations {
    first: Router,
    v1: Router,
}

/// The id in a path. The paths of two routers are matched one after the other, so it is not all that there is.
#[derive(Deserialize)]
pub(super) struct OfPath {
    pub(super) id: String,
}

pub(super) fn router(pili: Pili) -> Router {
    let (of_first, of_v1) = (
        fault::Point::new(&pili.ground.faults, operations::first),
        fault::Point::new(&pili.ground.faults, operations::v1),
    );
    let first = first::router()
        .layer(middleware::from_fn_with_state(pili.clone(), first::check_signature))
        .layer(middleware::from_fn_with_state(of_first, fault::meet));
    let v1 = v1::router()
        .layer(middleware::from_fn_with_state(pili.ground.clone(), signature::check))
        .layer(middleware::from_fn_with_state(of_v1, fault::meet));
    let generations = Generations { first: first.with_state(pili.clone()), v1: v1.with_state(pili) };
    Router::new()
        .route("/v1/{*rest}", any(dispatch))
        .route("/api/v1/{*rest}", any(dispatch))
        .with_state(generations)
}

async fn dispatch(State(generations): State<Generations>, request: Request) -> Response {
    let is_first = Authorization::of(request.headers()).is_ok_and(|given| given.scheme == "pili");
    let is_first = is_first || request.uri().path().starts_with("/api/");
    let router = if is_first { generations.first } else { generations.v1 };
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
