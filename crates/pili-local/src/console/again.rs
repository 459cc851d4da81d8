//! Sends a call again whose signature was refused, signed with the right key and of the right text.

use axum::{
    Json, Router,
    body::{Body, to_bytes},
    extract::{Path, State},
    http::header::AUTHORIZATION,
};
use pili_auth::{Signer as _, qiniu::QiniuV2};
use serde::Serialize;
use tower::ServiceExt as _;

use crate::{reply::Refused, service::Service};

/// What came of it.
#[derive(Serialize)]
pub(super) struct Answered {
    status: u16,
    body: String,
}

pub(super) async fn send(
    State((service, calls)): State<(Service, Router)>,
    Path(id): Path<u64>,
) -> Result<Json<Answered>, Refused> {
    let missing = Refused::fixed(404, "no call is kept under this id whose signature was refused");
    let mut request = service.ground.events.again(id).ok_or(missing)?;
    request.headers_mut().remove(AUTHORIZATION);
    let signer = QiniuV2::new(service.ground.credentials.clone());
    let signed = signer.sign(&mut request, service.ground.clock.now());
    signed.map_err(|error| Refused::new(500, error.to_string()))?;
    let Ok(response) = calls.oneshot(request.map(Body::from)).await;
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), service.ground.limits.body).await;
    let body = body.map_err(|error| Refused::new(500, error.to_string()))?;
    Ok(Json(Answered { status, body: String::from_utf8_lossy(&body).into_owned() }))
}
