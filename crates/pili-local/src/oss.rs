//! Alibaba Cloud OSS LiveChannel: buckets, their channels, and what publishes store in them.
//!
//! Buckets are told by host or by path, before the routes of Pili are looked at. Objects may be read without a
//! signature, as in a bucket that everybody may read; all else is signed.

mod answer;
mod body;
mod call;
mod channels;
mod check;
mod gate;
mod objects;
pub(crate) mod operations;
mod refused;
mod signature;
mod state;
mod store;
mod target;
mod vod;

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    middleware::{self, Next},
    response::Response,
};
use bytes::Bytes;
use tower::ServiceExt as _;
use tower_http::cors::AllowMethods;

use self::{call::Call, refused::Refused};
use crate::{fault, live::any_page};

pub(crate) use gate::OssGate;
pub(crate) use state::Oss;
pub(crate) use store::Buckets;

/// Answers what is for a bucket, and leaves the rest to `routes`.
pub(crate) fn beside(routes: Router, oss: Oss) -> Router {
    let buckets = oss.buckets.clone();
    let point = fault::Point::new(&oss.ground.faults, move |request| operations::of(&buckets, request));
    let faulty = middleware::from_fn_with_state(point, fault::meet);
    // As in a bucket whose owner lets every web page in.
    let pages = any_page().allow_methods(AllowMethods::mirror_request());
    let calls = Router::new().fallback(handle).layer(faulty).layer(pages).with_state(oss.clone());
    routes.layer(middleware::from_fn_with_state((oss, calls), choose))
}

async fn choose(State((oss, calls)): State<(Oss, Router)>, request: Request, next: Next) -> Response {
    if !target::is_for_bucket(&oss.buckets, &request) {
        return next.run(request).await;
    }
    match calls.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

async fn handle(State(oss): State<Oss>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let id = answer::request_id();
    let host = target::host(&head);
    let only_reads = head.method.is_safe();
    let seen = oss.ground.data.seen();
    let outcome = answer(&oss, http::Request::from_parts(head, Bytes::new()), body).await;
    let outcome = match oss.ground.data.kept_since(seen).await {
        Err(unkept) if !only_reads => {
            outcome.and(Err(Refused::new(507, "InternalError", unkept.to_string())))
        }
        _ => outcome,
    };
    let response = outcome.unwrap_or_else(|refused| refused.into_response(&id, &host));
    answer::with_request_id(response.map(Body::from), &id)
}

async fn answer(oss: &Oss, head: http::Request<Bytes>, body: Body) -> answer::Answer {
    Call::receive(oss, head)?.with_body(body).await?.answer().await
}
