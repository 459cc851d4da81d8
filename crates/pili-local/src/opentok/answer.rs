//! What all answers under OpenTok's paths have in common, whoever gives them.

use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        StatusCode, Uri,
        header::{CONTENT_LENGTH, CONTENT_TYPE},
    },
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;

use super::{dispatch, projects::Projects, refused::Refused, representation::Representation};
use crate::{data::once_kept, fault::Called, reply};

/// Puts it around all routes: a slash at the end of a path is nothing, every project has its own answers, and every
/// error has OpenTok's form. Within, for the same reason: no answer goes out before what it tells of is kept.
pub(crate) fn around(routes: Router, projects: Projects) -> Router {
    let data = projects.ground.data.clone();
    let dispatch = middleware::from_fn_with_state(projects.clone(), dispatch::dispatch);
    let answer = middleware::from_fn_with_state(projects, answer);
    once_kept(Router::new().fallback_service(routes).layer(dispatch), data).layer(answer)
}

async fn answer(State(projects): State<Projects>, mut request: Request, next: Next) -> Response {
    let Some(path) = path(request.uri()) else { return next.run(request).await };
    let representation = match path {
        "/session/create" => projects.of_creation(&request).representation(request.headers()),
        _ => Representation::Json,
    };
    if let Some(uri) = with_path(request.uri(), path) {
        *request.uri_mut() = uri;
    }
    let response = next.run(request).await;
    if response.status().as_u16() < 400 { response } else { in_form(response, representation).await }
}

/// The path without a slash at its end, if it is one of OpenTok's.
fn path(uri: &Uri) -> Option<&str> {
    let path = uri.path().strip_suffix('/').unwrap_or(uri.path());
    let ours = matches!(path, "/session/create" | "/v2/project") || path.starts_with("/v2/project/");
    ours.then_some(path)
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let mut parts = uri.clone().into_parts();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    parts.path_and_query = Some(format!("{path}{query}").parse().ok()?);
    Uri::from_parts(parts).ok()
}

/// An error in OpenTok's form, with the headers it has. One that breaks off stays so.
async fn in_form(response: Response, representation: Representation) -> Response {
    let (mut head, body) = response.into_parts();
    let status = head.status;
    let refused = match (head.extensions.remove(), head.extensions.remove::<reply::Refused>()) {
        (Some(refused), _) => refused,
        (None, Some(refused)) => Refused::new(status.as_u16(), refused.message()),
        (None, None) => match words(status, body).await {
            Ok(words) => Refused::new(status.as_u16(), words),
            Err(error) => {
                return (status, Body::from_stream(stream::iter([Err::<Bytes, _>(error)]))).into_response();
            }
        },
    };
    head.headers.remove(CONTENT_LENGTH);
    head.headers.remove(CONTENT_TYPE);
    let called = head.extensions.remove::<Called>().map(Extension);
    (status, head.headers, called, representation.write(&refused.payload())).into_response()
}

/// What an error says that came from before the handlers: a wrong method, a query that cannot be read.
async fn words(status: StatusCode, body: Body) -> Result<String, axum::Error> {
    const MOST: usize = 1 << 16;
    let body = to_bytes(body, MOST).await?;
    let reason = status.canonical_reason().unwrap_or_default().as_bytes();
    Ok(String::from_utf8_lossy(if body.is_empty() { reason } else { &body }).into_owned())
}
